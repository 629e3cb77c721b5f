import { newContext, newHttpEvent } from '../../tests/support/call.ts';
import { handler } from './handler.ts';

/** Calls the handler as API Gateway does for requests without a route. */
async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
) {
  const event = newHttpEvent(`${method} ${path}`, { headers, body });
  const result = await handler({ ...event, routeKey: '$default' }, newContext());
  const problem = JSON.parse(result.body ?? 'null') as unknown;
  return { status: result.statusCode, headers: result.headers ?? {}, problem };
}

test.each([
  ['GET', '/nowhere'],
  ['GET', '/'],
  ['GET', ''],
  ['GET', '/order/'],
  ['GET', '/order/101/lines'],
  ['GET', '/Products'],
  ['OPTIONS', '/nowhere'],
  ['PUT', '/constructor'],
])('%s %s is not found', async (method, path) => {
  const { status, headers, problem } = await ask(method, path);
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(problem).toMatchObject({ status: 404, code: 'unknown-route' });
});

test.each([
  ['DELETE', '/products', 'GET, HEAD, OPTIONS'],
  ['GET', '/order', 'OPTIONS, POST'],
  ['PATCH', '/staff/session', 'DELETE, GET, HEAD, OPTIONS, POST'],
  ['PUT', '/order/101', 'GET, HEAD, OPTIONS'],
  ['TRACE', '/order/101/cancel', 'OPTIONS, POST'],
])('%s %s answers 405 and allows %s', async (method, path, allowed) => {
  const { status, headers, problem } = await ask(method, path);
  expect(status).toBe(405);
  expect(headers['allow']).toBe(allowed);
  expect(problem).toMatchObject({ status: 405, title: 'Method Not Allowed' });
});

test('ignores the body', async () => {
  for (const body of ['{', 'x'.repeat(70_000)]) {
    expect((await ask('POST', '/nowhere', { 'content-type': 'text/plain' }, body)).status).toBe(
      404,
    );
  }
});

test('OPTIONS returns the allowed methods', async () => {
  const { status, headers } = await ask('OPTIONS', '/order/101');
  expect(status).toBe(204);
  expect(headers['allow']).toBe('GET, HEAD, OPTIONS');
});
