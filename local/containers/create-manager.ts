/**
 * Creates the first manager of a bakery in containers and prints the password once: `docker compose
 * run --rm migrate node create-manager.mjs anna`.
 */
import { printNewManager } from '../embedded/print-new-manager.ts';

await printNewManager(process.argv[2]);
