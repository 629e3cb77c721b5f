import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem } from '../../shared/contract/problem.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { ownHosts, rawRequest, refusedRequests, sendRaw } from '../../tests/support/raw-http.ts';
import { startFrontendServer } from './frontend-server.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';

/** Runs before the API answers. */
let beforeAnswer = (): Promise<unknown> => Promise.resolve();
let temporary: string;
let folder: string;
let api: Server;
let url: string;
let frontend: Awaited<ReturnType<typeof startFrontendServer>>;

/** The page's folder, and the folder for the copy. */
const places = () => ({
  folder,
  copyIn: temporary,
  hosts: { publicUrl: 'https://shop.example', allowedHosts: ['bakery.lan'] },
});

const portOf = (address: string) => Number(new URL(address).port);

const script = '// crumbs\n'.repeat(200);

async function writePages() {
  await writeFile(join(folder, 'index.html'), 'the page');
  await writeFile(join(folder, 'refused.html'), 'nothing to show');
  await writeFile(join(folder, 'shop.js'), script);
}

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'bakery-page-'));
  folder = join(temporary, 'built');
  await mkdir(folder);
  await writePages();
  api = createServer((request, response) => {
    response.setHeader('x-method', request.method ?? '');
    const answer = () => response.writeHead(201).end(`api ${request.url}`);
    request.on('end', () => void beforeAnswer().then(answer)).resume();
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  frontend = await startFrontendServer({
    ...places(),
    port,
    apiPort: (api.address() as AddressInfo).port,
  });
});

afterAll(async () => {
  await frontend.stop();
  api.close();
  api.closeAllConnections();
  await rm(temporary, { recursive: true });
});

test('serves the page', async () => {
  expect(await (await fetch(url)).text()).toBe('the page');
});

test('keeps serving the files that it started with after another build', async () => {
  await rm(folder, { recursive: true });
  try {
    expect(await (await fetch(url)).text()).toBe('the page');
  } finally {
    await mkdir(folder);
    await writePages();
  }
});

test.each([
  ['compressed when the client accepts it', 'gzip, br', 'gzip'],
  ['uncompressed otherwise', 'identity', null],
])('a script is %s', async (_, accepted, encoding) => {
  const answer = await fetch(`${url}/shop.js`, { headers: { 'accept-encoding': accepted } });
  const { headers } = answer;
  expect(headers.get('content-encoding')).toBe(encoding);
  expect(headers.get('content-type')).toBe('text/javascript');
  expect(headers.get('vary')).toBe('Accept-Encoding');
  expect(Object.fromEntries(headers)).toMatchObject(pageHeaders);
  expect(await answer.text()).toBe(script);
  if (encoding) expect(Number(headers.get('content-length'))).toBeLessThan(script.length / 2);
});

test('makes browsers revalidate a page, and answers 304 when it is unchanged', async () => {
  const { headers } = await fetch(url);
  expect(headers.get('cache-control')).toBe('public,max-age=0,must-revalidate');
  const again = await fetch(url, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test.each(['/', '/nowhere'])('%s has the page headers', async (path) => {
  const { headers } = await fetch(url + path);
  expect(Object.fromEntries(headers)).toMatchObject(pageHeaders);
});

test.each(refusedRequests)('%s is answered with an error page', async (_, raw, status) => {
  const answer = await sendRaw(portOf(url), raw);
  expect(answer).toMatchObject({
    status,
    headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' },
    body: 'nothing to show',
  });
});

test.each([
  ['host: evil.example\r\n', 421],
  ['host: local host\r\n', 400],
  ['host: localhost\r\nexpect: bread\r\n', 417],
])('below /api/ %j is answered with a problem document', async (headers, status) => {
  const answer = await sendRaw(portOf(url), rawRequest('GET /api/products', headers));
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(problem.parse(JSON.parse(answer.body)).status).toBe(status);
});

test('an unreadable body is answered with a problem document', async () => {
  const chunked = rawRequest(
    'POST /api/order',
    'host: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n',
  );
  const { status, body } = await sendRaw(portOf(url), `${chunked}bread\r\n`);
  expect(status).toBe(400);
  expect(problem.parse(JSON.parse(body)).code).toBe('malformed-request');
});

test.each([...ownHosts, 'shop.example', 'SHOP.example:443', 'bakery.lan', 'bakery.lan:3000'])(
  'answers the host %s',
  async (host) => {
    const header = `host: ${host}\r\n`;
    const answers = await Promise.all(
      ['GET /', `GET http://${host}/`, 'GET /api/products'].map((line) =>
        sendRaw(portOf(url), rawRequest(line, header)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201]);
  },
);

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
  'refuses a page with %s',
  async (method) => {
    const { status, headers, body } = await sendRaw(portOf(url), rawRequest(`${method} /`));
    expect([status, headers['allow'], body]).toEqual([405, 'GET, HEAD', 'nothing to show']);
  },
);

test('an unknown address is answered with an error page', async () => {
  const answer = await fetch(`${url}/nowhere`);
  expect([answer.status, await answer.text()]).toEqual([404, 'nothing to show']);
});

test.each(['/', '/nowhere'])('answers HEAD %s as GET, without the body', async (path) => {
  const [get, head] = await Promise.all(
    ['GET', 'HEAD'].map((method) => sendRaw(portOf(url), rawRequest(`${method} ${path}`))),
  );
  expect(get?.body).not.toBe('');
  const date = expect.any(String) as unknown;
  expect(head).toEqual({ ...get, headers: { ...get?.headers, date }, body: '' });
});

test.each(['bytes=0-1', 'bytes=900-', 'bytes=x'])(
  'ignores the range of a request: %s',
  async (range) => {
    const answer = await fetch(url, { headers: { range } });
    expect([answer.status, await answer.text()]).toEqual([200, 'the page']);
  },
);

test('cuts its response off when the API cuts off its own', async () => {
  const broken = createServer((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half an answer', () => request.socket.destroy());
  });
  await once(broken.listen(0, '127.0.0.1'), 'listening');
  const port = await freePort();
  const { port: apiPort } = broken.address() as AddressInfo;
  const other = await startFrontendServer({ ...places(), port, apiPort });
  const answer = await fetch(`http://127.0.0.1:${port}/api/products`);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow('terminated');
  await other.stop();
  broken.close();
});

test('answers 503 when the API takes a request and never answers', async () => {
  const port = await freePort();
  const { port: apiPort } = api.address() as AddressInfo;
  const patient = await startFrontendServer({ ...places(), port, apiPort, answerTimeoutMs: 100 });
  beforeAnswer = () => new Promise(() => undefined);
  const answer = await fetch(`http://127.0.0.1:${port}/api/products`);
  beforeAnswer = () => Promise.resolve();
  await patient.stop();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: 503, code: 'api-unavailable' });
});

test('answers with a problem document when the API cannot be reached', async () => {
  const port = await freePort();
  const lonely = await startFrontendServer({ ...places(), port, apiPort: await freePort() });
  const answer = await fetch(`http://127.0.0.1:${port}/api/products`);
  await lonely.stop();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 503, code: 'api-unavailable' });
});

test('passes requests below /api/ and their responses on unchanged', async () => {
  const answer = await fetch(`${url}/api/order?x=1`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-method')).toBe('POST');
  expect(await answer.text()).toBe('api /order?x=1');
});

describe('the page of a product', () => {
  test('comes from the API at the same path', async () => {
    const answer = await fetch(`${url}/product/1-cake?x=1`);
    expect([answer.status, await answer.text()]).toEqual([201, 'api /product/1-cake?x=1']);
    const head = await fetch(`${url}/product/1-cake`, { method: 'HEAD' });
    expect([head.status, head.headers.get('x-method')]).toEqual([201, 'HEAD']);
  });

  test.each(['POST', 'PUT', 'DELETE'])('is refused with %s', async (method) => {
    const { status, headers, body } = await sendRaw(
      portOf(url),
      rawRequest(`${method} /product/1-cake`),
    );
    expect([status, headers['allow'], body]).toEqual([405, 'GET, HEAD', 'nothing to show']);
  });

  test('is an error page when the API cannot be reached', async () => {
    const port = await freePort();
    const lonely = await startFrontendServer({ ...places(), port, apiPort: await freePort() });
    const answer = await fetch(`http://127.0.0.1:${port}/product/1-cake`);
    await lonely.stop();
    expect([answer.status, await answer.text()]).toEqual([503, 'nothing to show']);
    expect(Object.fromEntries(answer.headers)).toMatchObject(pageHeaders);
  });

  test('has no other path', async () => {
    for (const path of ['/product', '/product/', '/product/1/x', '/products/1', '/Product/1']) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
    }
  });
});

test('a finished request does not affect another one', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const own: number[] = [];
      for (let n = 0; n < 100; n++) {
        const answer = await fetch(`${url}/api/products`);
        await answer.arrayBuffer();
        own.push(answer.status);
      }
      return own;
    }),
  );
  expect(new Set(statuses.flat())).toEqual(new Set([201]));
});

describe('when it is stopped', () => {
  let mayAnswer: PromiseWithResolvers<undefined>;
  let otherUrl: string;

  /**
   * Stops a server while the API is still working on a request. @returns the response, or the error
   */
  async function askAndStop(stopTimeoutMs: number) {
    const port = await freePort();
    const apiPort = (api.address() as AddressInfo).port;
    const other = await startFrontendServer({ ...places(), port, apiPort, stopTimeoutMs });
    otherUrl = `http://127.0.0.1:${port}`;
    const arrived = Promise.withResolvers<undefined>();
    mayAnswer = Promise.withResolvers();
    beforeAnswer = () => {
      arrived.resolve(undefined);
      return mayAnswer.promise;
    };
    const inHand = fetch(`${otherUrl}/api/order`).then((answer) => answer.text(), String);
    await arrived.promise;
    return { inHand, stopped: other.stop() };
  }

  afterEach(() => {
    mayAnswer.resolve(undefined);
    beforeAnswer = () => Promise.resolve();
  });

  test('answers the request in flight first, and accepts no other', async () => {
    // Longer than the test may take.
    const { inHand, stopped } = await askAndStop(600_000);
    await expect(fetch(otherUrl)).rejects.toThrow('fetch failed');
    mayAnswer.resolve(undefined);
    expect(await inHand).toBe('api /order');
    await stopped;
  });

  test('gives up a request that is not answered in time', async () => {
    const { inHand, stopped } = await askAndStop(50);
    await stopped;
    expect(await inHand).toContain('fetch failed');
  });
});
