/**
 * The first manager of a bakery in containers, with a password that is shown once:
 * `docker compose run --rm migrate node create-manager.mjs anna`.
 */
import { tellNewManager } from '../embedded/tell-new-manager.ts';

await tellNewManager(process.argv[2]);
