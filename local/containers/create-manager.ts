/**
 * Creates the first manager of a bakery in containers and prints the password once: `docker compose
 * run --rm migrate node create-manager.mjs anna`.
 */
import { tellNewManager } from '../embedded/tell-new-manager.ts';

await tellNewManager(process.argv[2]);
