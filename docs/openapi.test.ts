import { readFile } from 'node:fs/promises';
import { routes } from '../shared/contract/routes.ts';
import { openapiFile, renderOpenapi } from './render-openapi.ts';

test('the document is the one the contract makes (npm run docs:openapi)', async () => {
  expect(await readFile(openapiFile, 'utf8')).toBe(renderOpenapi());
});

test('every route that is served is in it, and no other', async () => {
  const serverless = await readFile(new URL('../serverless.yml', import.meta.url), 'utf8');
  const served = [...serverless.matchAll(/- httpApi: (\S+ \S+)/g)].map(([, route]) => route);
  expect(served.toSorted()).toEqual(routes.map(({ route }) => route).toSorted());
});
