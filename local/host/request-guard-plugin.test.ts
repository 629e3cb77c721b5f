import { PassThrough } from 'node:stream';
import { problem } from '../../shared/contract/problem.ts';
import { answerHeaders } from '../../shared/http/answer-headers.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { freePort } from '../../tests/support/free-port.ts';
import {
  ownHosts,
  type RawAnswer,
  rawRequest,
  refusedRequests,
  sendRaw,
} from '../../tests/support/raw-http.ts';
import { type LambdaHost, startLambdaHost } from '../embedded/lambda-host.ts';

const friend = 'https://shop.example';
let port = 0;
let host: LambdaHost;
let log = '';

beforeAll(async () => {
  port = await freePort();
  // No test here uses the database or the queue.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], CORS_ORIGINS: friend };
  const hosts = { PUBLIC_URL: 'https://shop.example', ALLOWED_HOSTS: 'bakery.lan' };
  const urls = {
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    ORDER_QUEUE_URL: 'http://127.0.0.1:1/none',
  };
  const output = new PassThrough().on('data', (chunk: Buffer) => (log += chunk.toString()));
  host = await startLambdaHost({ apiPort: port, env: { ...env, ...urls, ...hosts }, output });
});

afterAll(() => host.stop());

const send = (raw: string | Uint8Array) => sendRaw(port, raw);
const request = (line: string, headers = '') => rawRequest(line, `host: localhost\r\n${headers}`);

test.each<readonly [string, string, number]>([
  ...refusedRequests,
  ['a malformed path', request('GET /order/%'), 400],
  ['a path of broken UTF-8', request('GET /order/%ff'), 400],
  ['an invalid absolute address', request('GET http://[/'), 400],
  [
    'a cookie of 20 KB',
    request('GET /health', `cookie: bakery_session=${'x'.repeat(20_000)}\r\n`),
    431,
  ],
  ['an unknown address', request('GET /nowhere'), 404],
  ['another method', request('DELETE /products'), 405],
])('%s is refused with a problem document', async (_, raw, status) => {
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

test.each([...ownHosts, 'shop.example', 'bakery.lan:8000'])('serves the host %s', async (host) => {
  const header = `host: ${host}\r\n`;
  for (const line of ['GET /health', `GET http://${host}/health`]) {
    expect((await send(rawRequest(line, header))).status).toBe(200);
  }
});

test('a malformed chunked body is answered with a problem document', async () => {
  const chunked = request('POST /order', `${named}transfer-encoding: chunked\r\n`);
  const { status, body } = await send(`${chunked}bread\r\n`);
  expect(status).toBe(400);
  expect(problem.parse(JSON.parse(body)).code).toBe('malformed-request');
});

const named = 'content-type: application/json\r\n';
test.each([
  ['without a type', ''],
  ['of an empty type', 'content-type:\r\n'],
  ['of text', 'content-type: text/plain\r\n'],
  ['of a form', 'content-type: application/x-www-form-urlencoded\r\n'],
  ['of several parts', 'content-type: multipart/form-data; boundary=x\r\n'],
  ['of bytes', 'content-type: application/octet-stream\r\n'],
  ['of text that names JSON', 'content-type: text/plain; charset=application/json\r\n'],
])('a body %s is not parsed as JSON', async (_, type) => {
  const chunked = request('POST /order', `${type}transfer-encoding: chunked\r\n`);
  const answers: RawAnswer[] = [
    await send(`${request('POST /order', `${type}content-length: 2\r\n`)}{}`),
    await send(`${chunked}2\r\n{}\r\n0\r\n\r\n`),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(415);
    expect(JSON.parse(body)).toMatchObject({ code: 'unsupported-media-type' });
  }
});

test.each([
  ['one byte', [0xff]],
  ['a letter in Latin-1', [0xe9]],
  ['a truncated character', [0xf0, 0x9f, 0x98]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['an overlong slash', [0xc0, 0xaf]],
])('a body of JSON that is not UTF-8 is refused: %s', async (_, bytes) => {
  const text = Buffer.concat([Buffer.from('{"note":"'), Buffer.from(bytes), Buffer.from('"}')]);
  const head = request('POST /order', `${named}content-length: ${text.length}\r\n`);
  const { status, body } = await send(Buffer.concat([Buffer.from(head), text]));
  expect([status, problem.parse(JSON.parse(body)).code]).toEqual([400, 'malformed-json']);
});

test('a JSON body is parsed, and a request without a body needs no type', async () => {
  const answers: RawAnswer[] = [
    await send(`${request('POST /order', `${named}content-length: 2\r\n`)}{}`),
    await send(request('POST /order', 'content-length: 0\r\n')),
    await send(request('POST /order')),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
});

test.each(['bytes=0-1', 'bytes=9000-', 'bytes=x'])('ignores the range %s', async (range) => {
  const { status, body } = await send(request('GET /health', `range: ${range}\r\n`));
  expect([status, JSON.parse(body)]).toEqual([200, { status: 'alive' }]);
});

test('logs the name of an unknown host, but not of a malformed one', async () => {
  await send(rawRequest('GET /health', 'host: evil.example\r\n'));
  await send(rawRequest('GET /health', 'host: evil example\r\n'));
  await eventually(() => {
    expect(log).toMatch(/"message":"unknown host".*"host":"evil\.example"/);
    expect(log).toContain('"message":"malformed host"');
  });
  expect(log).not.toContain('evil example');
});

test.each([
  '/health',
  '/docs',
  '/docs/openapi.json',
  '/bakery',
  '/order/abc',
  '/nowhere',
  '/order',
])('HEAD %s is answered as GET, without the body', async (path) => {
  const id = 'x-correlation-id: asked-by-head\r\n';
  const get = await send(request(`GET ${path}`, id));
  const head = await send(request(`HEAD ${path}`, id));
  const date = expect.any(String) as unknown;
  expect(head).toEqual({ ...get, headers: { ...get.headers, date }, body: '' });
});

test.each([
  'GET /health',
  'GET /nowhere',
  'OPTIONS /order',
  'OPTIONS /staff/session',
  'GET /order/%',
])(
  '%s has no CORS headers for another origin, unlike in plain serverless-offline',
  async (line) => {
    const asked = 'access-control-request-method: POST\r\n';
    const { headers } = await send(request(line, `origin: https://evil.example\r\n${asked}`));
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  },
);

test('a configured origin may read responses, but not send cookies', async () => {
  const asked = `origin: ${friend}\r\naccess-control-request-method: POST\r\n`;
  for (const line of ['GET /health', 'OPTIONS /order']) {
    const { headers } = await send(request(line, asked));
    expect(headers['access-control-allow-origin']).toBe(friend);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  }
});
