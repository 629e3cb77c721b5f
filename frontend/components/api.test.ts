import { addressOf, api } from './api.ts';

interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers every request with this response, and records the requests. */
function answerWith(status: number, body?: unknown): Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = (url, { method, headers, body: text } = {}) => {
    const json: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    sent.push({ url: url as string, method, headers: new Headers(headers), body: json });
    return Promise.resolve(
      new Response(body === undefined ? null : JSON.stringify(body), { status }),
    );
  };
  return sent;
}

test('escapes the parameters in the path, and sends the query and the body', async () => {
  const sent = answerWith(200, { stock: 7 });
  await api('POST /staff/products/{id}/stock-movements', {
    params: { id: '1/2' },
    headers: { 'idempotency-key': 'key' },
    body: { reason: 'delivery', units: 3 },
  });
  await api('GET /products', { query: { q: 'rye & nuts', date: undefined } });
  expect(sent.map(({ url, method, body }) => [method, url, body])).toEqual([
    ['POST', '/api/staff/products/1%2F2/stock-movements', { reason: 'delivery', units: 3 }],
    ['GET', '/api/products?q=rye+%26+nuts', undefined],
  ]);
  expect(sent[0]?.headers.get('idempotency-key')).toBe('key');
  expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  expect(sent[1]?.headers.has('content-type')).toBe(false);
});

test('distinguishes accepted, refused and unanswered requests', async () => {
  answerWith(204);
  const params = { date: '2026-12-24' };
  expect(await api('DELETE /staff/special-days/{date}', { params })).toEqual({
    kind: 'accepted',
    body: undefined,
  });
  answerWith(404, { status: 404 });
  expect(await api('GET /order/{id}', { params: { id: 1 } })).toMatchObject({ kind: 'refused' });
  answerWith(503);
  expect(await api('GET /bakery')).toEqual({ kind: 'unanswered', status: 503 });
});

test('returns the address of a GET route with its query', () => {
  const query = { date: '2026-12-24', format: 'csv' } as const;
  expect(addressOf('GET /staff/bake-sheet', { query })).toBe(
    '/api/staff/bake-sheet?date=2026-12-24&format=csv',
  );
});
