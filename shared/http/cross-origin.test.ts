import { handler as unknownRoute } from '../../functions/unknown-route/handler.ts';
import { call, newContext, newHttpEvent } from '../../tests/support/call.ts';
import { httpHandler } from '../lambda/http-handler.ts';

const friend = 'https://shop.example';
const stranger = 'https://evil.example';
const handler = httpHandler(() => ({ status: 200, body: { status: 'alive' } }));

beforeEach(() => {
  process.env['CORS_ORIGINS'] = `${friend}, http://localhost:5173`;
});

afterEach(() => {
  delete process.env['CORS_ORIGINS'];
});

/** The CORS headers of a response. */
async function opened(origin: string): Promise<Record<string, unknown>> {
  const { headers } = await call(handler, 'GET /health', { headers: { origin } });
  return corsOf(headers);
}

async function preflight(path: string, origin: string, method = 'POST') {
  const headers = { origin, 'access-control-request-method': method };
  const event = { ...newHttpEvent(`OPTIONS ${path}`, { headers }), routeKey: '$default' };
  return corsOf((await unknownRoute(event, newContext())).headers ?? {});
}

function corsOf(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const about = Object.entries(headers).filter(([name]) => /^access-control-|^vary$/.test(name));
  return Object.fromEntries(about);
}

test('without the setting, no origin gets CORS headers', async () => {
  delete process.env['CORS_ORIGINS'];
  expect(await opened(friend)).toEqual({});
  expect(await preflight('/order', friend)).toEqual({});
});

test('a configured origin may read responses, without cookies', async () => {
  expect(await opened(friend)).toEqual({
    vary: 'Origin',
    'access-control-allow-origin': friend,
    'access-control-expose-headers': 'etag, retry-after, x-correlation-id',
  });
});

test.each([stranger, 'https://shop.example.evil.example', 'http://shop.example', 'null', '*', ''])(
  'the origin %j gets no CORS headers, and caches store its response separately',
  async (origin) => {
    expect(await opened(origin)).toEqual({ vary: 'Origin' });
    expect(await preflight('/order', origin)).toEqual({ vary: 'Origin' });
  },
);

test('a preflight request gets the allowed methods and headers', async () => {
  expect(await preflight('/order', friend)).toMatchObject({
    'access-control-allow-origin': friend,
    'access-control-allow-methods': 'OPTIONS, POST',
    'access-control-allow-headers': expect.stringContaining('idempotency-key'),
  });
});

test.each(['/staff/session', '/staff/orders', '/staff/products/1', '/staff'])(
  '%s has no CORS headers for any origin',
  async (path) => {
    expect(await preflight(path, friend)).toEqual({ vary: 'Origin' });
    const event = newHttpEvent(`GET ${path}`, { headers: { origin: friend } });
    expect(corsOf((await handler(event, newContext())).headers ?? {})).toEqual({ vary: 'Origin' });
  },
);

test.each(['*', 'shop.example', 'https://shop.example/', 'https://shop.example/page'])(
  'the setting %j is refused, because no browser would send it',
  async (origins) => {
    process.env['CORS_ORIGINS'] = origins;
    await expect(opened(friend)).rejects.toThrow('CORS_ORIGINS must name origins');
  },
);
