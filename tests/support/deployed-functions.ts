import { readFile } from 'node:fs/promises';
import type { ServedRoute } from '../../build/host-files.ts';
import type { HttpFunction } from './call.ts';

const routes = new URL('../../dist/routes.json', import.meta.url);

/** The folder of the function behind each route, as it is deployed. */
export async function findFunctions(): Promise<Map<string, string>> {
  const served = JSON.parse(await readFile(routes, 'utf8')) as ServedRoute[];
  return new Map(served.map((route) => [`${route.method} ${route.path}`, route.function]));
}

/** Loads the bundle, because bundles are deployed, and some functions read files beside it. */
export async function loadFunction(folder: string): Promise<HttpFunction> {
  const bundle = `../../dist/functions/${folder}/handler.mjs`;
  return ((await import(bundle)) as { handler: HttpFunction }).handler;
}
