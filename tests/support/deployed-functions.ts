import { readFile } from 'node:fs/promises';
import type { HttpFunction } from './call.ts';

const serverless = new URL('../../serverless.yml', import.meta.url);

/** The folder of the function behind each route, as serverless.yml says. */
export async function findFunctions(): Promise<Map<string, string>> {
  const blocks = (await readFile(serverless, 'utf8'))
    .split(/^ {4}handler: dist\/functions\//m)
    .slice(1);
  return new Map(
    blocks.flatMap((block) => {
      const folder = /^[\w-]+/.exec(block)?.[0] ?? '';
      return [...block.matchAll(/- httpApi: (\S+ \S+)/g)].map(([, route = '']) => [route, folder]);
    }),
  );
}

/** The bundle, because it is what runs, and some functions read files from beside it. */
export async function loadFunction(folder: string): Promise<HttpFunction> {
  const bundle = `../../dist/functions/${folder}/handler.mjs`;
  return ((await import(bundle)) as { handler: HttpFunction }).handler;
}
