/** Files for the hosts of the functions and the pages. */
import { mkdir, writeFile } from 'node:fs/promises';
import { renderNginxAnswers } from '../local/containers/nginx-answers.ts';
import { formerRoutes, routes } from '../shared/contract/routes.ts';

/** A route of the contract, for cloud/functions-plugin.ts. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  /** The function's folder. */
  readonly function: string;
}

/** The host of the functions reads routes.json, because loading the contract takes 35 MB of memory. */
export async function writeRoutes(dist: string) {
  const served = [...routes, ...formerRoutes].map(
    ({ method, path, function: name }): ServedRoute => ({ method, path, function: name }),
  );
  await writeFile(`${dist}/routes.json`, JSON.stringify(served));
}

/** The parts of nginx's configuration with the API's headers and problem documents. */
export async function writeNginxAnswers(folder: string) {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(renderNginxAnswers())) {
    await writeFile(`${folder}/${name}`, text);
  }
}
