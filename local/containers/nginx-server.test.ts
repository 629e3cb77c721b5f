/** The frontend container's nginx with its own configuration; serverless-offline runs the functions. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { problem } from '../../shared/contract/problem.ts';
import { answerHeaders } from '../../shared/http/answer-headers.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { type Nginx, startNginx } from '../../tests/support/nginx.ts';
import { ownHosts, rawRequest, refusedRequests, sendRaw } from '../../tests/support/raw-http.ts';
import { type LambdaHost, startLambdaHost } from '../embedded/lambda-host.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';

const hosts = { PUBLIC_URL: 'https://shop.example:8443', ALLOWED_HOSTS: 'bakery.lan,192.0.2.7' };
const page = 'This page is not available';
let functions: LambdaHost;
let nginx: Nginx;

beforeAll(async () => {
  const port = await freePort();
  // Only the page of a product uses the database, and no test the queue.
  const env = {
    ...hosts,
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATABASE_URL: process.env['DATABASE_URL'],
    ORDER_QUEUE_URL: 'http://127.0.0.1:1/none',
  };
  const output = new PassThrough().resume();
  functions = await startLambdaHost({ apiPort: port, env, output });
  nginx = await startNginx({ upstreamPort: port, env: hosts });
});

afterAll(async () => {
  await nginx.stop();
  await functions.stop();
});

describe('refuses', () => {
  test.each(refusedRequests)('%s at the API with a problem document', async (_, raw, status) => {
    const answer = await sendRaw(nginx.apiPort, raw);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      ...answerHeaders(),
      'content-type': 'application/problem+json',
    });
    const document = problem.parse(JSON.parse(answer.body));
    expect(document.status).toBe(status);
    expect(answer.headers['x-correlation-id']).toBe(document.request_id);
  });

  test.each(refusedRequests)('%s in the shop with the error page', async (_, raw, status) => {
    const answer = await sendRaw(nginx.shopPort, raw);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ ...pageHeaders, 'content-type': 'text/html' });
    expect(answer.body).toContain(page);
  });

  test.each([
    ['another host', 'host: evil.example\r\n', 421],
    ['an expectation', 'host: localhost\r\nexpect: bread\r\n', 417],
    ['a body of 2 MB', 'host: localhost\r\ncontent-length: 2000000\r\n', 413],
  ])('%s below the shop’s /api/ with a problem document', async (_, headers, status) => {
    const answer = await sendRaw(nginx.shopPort, rawRequest('POST /api/order', headers));
    expect(answer.status).toBe(status);
    expect(problem.parse(JSON.parse(answer.body)).status).toBe(status);
  });

  test.each([
    ['GET /nowhere', '', 404],
    ['POST /', 'content-length: 0\r\n', 405],
    ['TRACE /', '', 405],
    ['POST /', 'content-length: 2000000\r\n', 413],
    [`GET /${'x'.repeat(10_000)}`, '', 400],
  ])('%.10s in the shop with the error page', async (line, headers, status) => {
    const answer = await sendRaw(nginx.shopPort, rawRequest(line, `host: localhost\r\n${headers}`));
    expect([answer.status, answer.headers['allow']]).toEqual([
      status,
      status === 405 ? 'GET, HEAD' : undefined,
    ]);
    expect(answer.body).toContain(page);
  });
});

test.each([...ownHosts, 'shop.example', 'Shop.Example:443', 'bakery.lan', '192.0.2.7:3000'])(
  'serves the host %s',
  async (host) => {
    const header = `host: ${host}\r\n`;
    const statuses = await Promise.all([
      sendRaw(nginx.shopPort, rawRequest('GET /', header)),
      sendRaw(nginx.shopPort, rawRequest(`GET http://${host}/`, header)),
      sendRaw(nginx.shopPort, rawRequest('GET /api/health', header)),
      sendRaw(nginx.apiPort, rawRequest('GET /health', header)),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  },
);

test('logs which host was refused', async () => {
  await sendRaw(nginx.shopPort, rawRequest('GET /', 'host: logged.example\r\n'));
  await eventually(async () =>
    expect(await nginx.log()).toMatch(/"host":"logged\.example","path":"[^"]*","status":421/),
  );
});

test('does not start when ALLOWED_HOSTS contains nginx directives', async () => {
  const refused = startNginx({ upstreamPort: 1, env: { ALLOWED_HOSTS: 'a; return 200' } });
  await expect(refused).rejects.toThrow('ALLOWED_HOSTS');
});

describe('the page of a product', () => {
  const get = (path: string, headers = '') =>
    sendRaw(nginx.shopPort, rawRequest(`GET ${path}`, `host: localhost\r\n${headers}`));

  test('comes from the function, under the headers of the pages, and is revalidated', async () => {
    const answer = await get('/product/1-chocolate-cake');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ ...pageHeaders, 'cache-control': 'no-cache' });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<title>Chocolate Cake – The Bakery</title>');
    expect(answer.body).toContain(
      '<link rel="canonical" href="https://shop.example:8443/product/1-chocolate-cake" />',
    );
    const known = `if-none-match: ${answer.headers['etag']}\r\n`;
    expect(await get('/product/1-chocolate-cake', known)).toMatchObject({ status: 304, body: '' });
  });

  test.each([
    '/product/999999',
    '/product/bread',
    '/product/1x',
    '/product/%F0%9F%8E%82',
    '/product/1/x',
    '/product/',
    '/product',
  ])('%s is answered with 404 and a page', async (path) => {
    const answer = await get(path);
    expect([answer.status, answer.headers['content-type']?.split(';')[0]]).toEqual([
      404,
      'text/html',
    ]);
    expect(answer.headers).toMatchObject(pageHeaders);
  });

  test('of another script is found by its encoded path', async () => {
    expect((await get('/product/1-%E3%83%A1%E3%83%AD%E3%83%B3')).status).toBe(200);
  });

  test('is refused with another method than GET and HEAD', async () => {
    const raw = rawRequest('POST /product/1', 'host: localhost\r\ncontent-length: 0\r\n');
    const answer = await sendRaw(nginx.shopPort, raw);
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect(answer.body).toContain(page);
  });

  test('is an error page when no API can be reached', async () => {
    const lonely = await startNginx({ upstreamPort: await freePort(), env: hosts });
    const raw = rawRequest('GET /product/1', 'host: localhost\r\n');
    const answer = await sendRaw(lonely.shopPort, raw);
    await lonely.stop();
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject(pageHeaders);
    expect(answer.body).toContain(page);
  });
});

test.each(['bytes=0-1', 'bytes=99999-'])('ignores the range of a request: %s', async (range) => {
  const headers = `host: localhost\r\nrange: ${range}\r\n`;
  for (const path of ['/', '/bakery.css', '/api/docs']) {
    const answer = await sendRaw(nginx.shopPort, rawRequest(`GET ${path}`, headers));
    expect([path, answer.status, 'content-range' in answer.headers]).toEqual([path, 200, false]);
  }
});

test.each([
  ['apiPort', '/health'],
  ['apiPort', '/docs/openapi.json'],
  ['apiPort', '/nowhere'],
  ['shopPort', '/api/health'],
  ['shopPort', '/'],
  ['shopPort', '/nowhere'],
  ['shopPort', '/product/1-chocolate-cake'],
  ['shopPort', '/product/999999'],
  ['shopPort', '/bakery.css'],
] as const)('HEAD at the %s of %s is answered as GET, without the body', async (port, path) => {
  const headers = 'host: localhost\r\nx-correlation-id: asked-by-head\r\n';
  const get = await sendRaw(nginx[port], rawRequest(`GET ${path}`, headers));
  const head = await sendRaw(nginx[port], rawRequest(`HEAD ${path}`, headers));
  expect(get.body).not.toBe('');
  const anyTime = expect.any(String) as unknown;
  const times = { date: anyTime, ...('expires' in get.headers && { expires: anyTime }) };
  expect(head).toEqual({ ...get, headers: { ...get.headers, ...times }, body: '' });
});

describe('while clients send incomplete requests and reconnect at once', () => {
  const attackers = 1_100;
  const host = 'host: localhost\r\n';
  let sockets: Set<Socket>;
  let isOver: boolean;

  /** Opens a connection, sends this part of a request, and reconnects whenever nginx closes the connection. */
  function attack(port: number, half: string) {
    if (isOver) return;
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('connect', () => socket.write(half));
    socket.resume();
    socket.once('close', () => {
      sockets.delete(socket);
      setImmediate(() => attack(port, half));
    });
  }

  /** Sends a request from another network than the attackers. @returns the status */
  async function askFromElsewhere(port: number, path: string): Promise<number> {
    const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    socket.write(rawRequest(`GET ${path}`, host));
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return Number(answer.split(' ')[1]);
  }

  test.each([
    ['half a header at the shop', 'shopPort', 'GET / HTTP/1.1\r\nhost: loc'],
    ['half a header at the API', 'apiPort', 'GET / HTTP/1.1\r\nhost: loc'],
    ['nothing', 'shopPort', ''],
    [
      'half a body at the API',
      'apiPort',
      `POST /order HTTP/1.1\r\n${host}content-type: application/json\r\ncontent-length: 99\r\n\r\n{`,
    ],
    [
      'half a body at the shop',
      'shopPort',
      `POST / HTTP/1.1\r\n${host}content-length: 99\r\n\r\n{`,
    ],
  ] as const)('%s: 40 of 40 requests of other clients are served', async (_, port, half) => {
    sockets = new Set();
    isOver = false;
    for (let count = 0; count < attackers; count++) attack(nginx[port], half);
    await eventually(() => {
      const connected = [...sockets].filter(({ readyState }) => readyState === 'open').length;
      expect(connected).toBeGreaterThan(200);
    });
    const statuses: number[] = [];
    for (let count = 0; count < 20; count++) {
      statuses.push(await askFromElsewhere(nginx.shopPort, '/'));
      statuses.push(await askFromElsewhere(nginx.apiPort, '/health'));
    }
    isOver = true;
    for (const socket of sockets) socket.destroy();
    expect(statuses).toEqual(Array.from({ length: 40 }, () => 200));
  });
});

describe('twenty concurrent sign-ins', () => {
  const api = createServer((_, response) => response.writeHead(401).end());
  let behindProxy: Nginx;

  beforeAll(async () => {
    await once(api.listen(0, '127.0.0.1'), 'listening');
    const { port: upstreamPort } = api.address() as AddressInfo;
    behindProxy = await startNginx({
      upstreamPort,
      env: { TRUSTED_PROXY_ADDRESSES: '127.0.0.1' },
    });
  });
  afterAll(async () => {
    await behindProxy.stop();
    api.close();
  });

  const signInFrom = async (address: string) => {
    const headers = `host: localhost\r\nx-forwarded-for: ${address}\r\ncontent-length: 0\r\n`;
    return (await sendRaw(behindProxy.apiPort, rawRequest('POST /staff/session', headers))).status;
  };

  const statusesFrom = async (address: (n: number) => string) =>
    new Set(await Promise.all(Array.from({ length: 20 }, (_, n) => signInFrom(address(n + 1)))));

  test.each([
    ['addresses of one IPv6 /64', (n: number) => `2001:db8:0:a::${n.toString(16)}`],
    [
      'two notations of one IPv4 address',
      (n: number) => (n % 2 === 0 ? '::ffff:192.0.2.77' : '192.0.2.77'),
    ],
  ])('from %s are limited together', async (_, address) => {
    expect(await statusesFrom(address)).toEqual(new Set([401, 429]));
  });

  test.each([
    ['IPv6 networks', (n: number) => `2001:db8:1:${n.toString(16)}::1`],
    ['IPv4 addresses', (n: number) => `198.51.100.${n}`],
    ['IPv4 addresses in IPv6 notation', (n: number) => `::ffff:203.0.113.${n}`],
  ])('from different %s are not limited', async (_, address) => {
    expect(await statusesFrom(address)).toEqual(new Set([401]));
  });
});

test('cuts its response off when the API cuts off its own', async () => {
  const broken = createServer((incoming, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half an answer', () => incoming.socket.destroy());
  });
  await once(broken.listen(0, '127.0.0.1'), 'listening');
  const { port: upstreamPort } = broken.address() as AddressInfo;
  const other = await startNginx({ upstreamPort });
  const answer = await fetch(`http://127.0.0.1:${other.shopPort}/api/products`);
  await expect(answer.text()).rejects.toThrow('terminated');
  await other.stop();
  broken.close();
});
