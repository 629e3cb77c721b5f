import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { problem } from '../shared/contract/problem.ts';
import { answerHeaders } from '../shared/http/answer-headers.ts';
import { freePort } from '../tests/support/free-port.ts';
import { type LambdaHost, startLambdaHost } from './lambda-host.ts';

const friend = 'https://shop.example';
let port = 0;
let host: LambdaHost;

beforeAll(async () => {
  port = await freePort();
  // Nothing here asks the database or the queue.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], CORS_ORIGINS: friend };
  const urls = {
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    ORDER_QUEUE_URL: 'http://127.0.0.1:1/none',
  };
  const output = new PassThrough().resume();
  host = await startLambdaHost({ apiPort: port, env: { ...env, ...urls }, output });
});

afterAll(() => host.stop());

/** Sends what no client would, and reads until the connection is closed. */
async function send(raw: string) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(raw);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => line.split(': ') as [string, string]);
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}

const request = (line: string, headers = '') =>
  `${line} HTTP/1.1\r\nhost: bakery\r\nconnection: close\r\n${headers}\r\n`;

test.each([
  ['what is no HTTP', 'nonsense\r\n\r\n', 400],
  ['a malformed path', request('GET /order/%'), 400],
  ['a path of broken UTF-8', request('GET /order/%ff'), 400],
  ['an address that is none', request('GET http://[/'), 400],
  ['a header without a name', request('GET /health', ': value\r\n'), 400],
  ['two lengths', request('POST /order', 'content-length: 1\r\ncontent-length: 2\r\n'), 400],
  ['headers of 20 KB', request('GET /health', `x-padding: ${'x'.repeat(20_000)}\r\n`), 431],
  [
    'a cookie of 20 KB',
    request('GET /health', `cookie: bakery_session=${'x'.repeat(20_000)}\r\n`),
    431,
  ],
  ['an unknown address', request('GET /nowhere'), 404],
  ['another method', request('DELETE /products'), 405],
])('%s is refused in the API’s own form', async (_, raw, status) => {
  const answer = await send(raw);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    ...answerHeaders(),
    'content-type': expect.stringMatching(/^application\/problem\+json/),
  });
  const document = problem.parse(JSON.parse(answer.body));
  expect(document.status).toBe(status);
  expect(answer.headers['x-correlation-id']).toBe(document.request_id);
});

test('HEAD is answered as GET, without the body', async () => {
  const { status, headers, body } = await send(request('HEAD /health'));
  expect([status, headers['content-type'], body]).toEqual([
    200,
    expect.stringContaining('application/json'),
    '',
  ]);
});

test.each([
  'GET /health',
  'GET /nowhere',
  'OPTIONS /order',
  'OPTIONS /staff/session',
  'GET /order/%',
])('%s is not open to another origin, which serverless-offline alone would do', async (line) => {
  const asked = 'access-control-request-method: POST\r\n';
  const { headers } = await send(request(line, `origin: https://evil.example\r\n${asked}`));
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('a configured origin may read, and sends no cookies', async () => {
  const asked = `origin: ${friend}\r\naccess-control-request-method: POST\r\n`;
  for (const line of ['GET /health', 'OPTIONS /order']) {
    const { headers } = await send(request(line, asked));
    expect(headers['access-control-allow-origin']).toBe(friend);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  }
});
