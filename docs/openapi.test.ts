import { readFile } from 'node:fs/promises';
import { safeParse } from 'zod/mini';
import { type Route, routeKey } from '../shared/contract/route.ts';
import { formerRoutes, routes } from '../shared/contract/routes.ts';
import { toExample } from '../shared/contract/openapi.ts';
import { openapiFile, renderOpenapi } from './render-openapi.ts';

test('the document matches the contract (npm run openapi -w docs)', async () => {
  expect(await readFile(openapiFile, 'utf8')).toBe(renderOpenapi());
});

test('every path parameter has an example that its route accepts', () => {
  const parameters = [...routes, ...formerRoutes].flatMap((route: Route) =>
    Object.entries(route.params ?? {}).map(([name, schema]) => ({ route, name, schema })),
  );
  expect(parameters.length).toBeGreaterThan(10);
  for (const { route, name, schema } of parameters) {
    const key = routeKey(route);
    expect([key, name, safeParse(schema, toExample(route, name)).success]).toEqual([
      key,
      name,
      true,
    ]);
  }
  const { paths } = JSON.parse(renderOpenapi()) as {
    paths: Record<string, Record<string, { parameters: { in: string; example?: string }[] }>>;
  };
  const inPaths = Object.values(paths)
    .flatMap((operations) => Object.values(operations).flatMap((one) => one.parameters))
    .filter((parameter) => parameter.in === 'path');
  expect(inPaths).toHaveLength(parameters.length);
  for (const { example } of inPaths) expect(example).toEqual(expect.any(String));
});
