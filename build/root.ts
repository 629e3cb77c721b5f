import { fileURLToPath } from 'node:url';

/** The root of the project, ending with a slash. */
export const root = fileURLToPath(new URL('..', import.meta.url));
