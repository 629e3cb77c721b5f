import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../tests/support/free-port.ts';
import { startFrontendServer } from './frontend-server.ts';
import { pageHeaders } from './page-headers.ts';

/** What the API does before it answers. */
let beforeAnswer = (): Promise<unknown> => Promise.resolve();
let temporary: string;
let folder: string;
let api: Server;
let url: string;
let frontend: Awaited<ReturnType<typeof startFrontendServer>>;

/** The page, and where a copy of it may be. */
const places = () => ({ folder, copyIn: temporary });

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'bakery-page-'));
  folder = join(temporary, 'built');
  await mkdir(folder);
  await writeFile(join(folder, 'index.html'), 'the page');
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

test('serves what it was started with, whatever is built anew meanwhile', async () => {
  await rm(folder, { recursive: true });
  try {
    expect(await (await fetch(url)).text()).toBe('the page');
  } finally {
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), 'the page');
  }
});

test('has browsers ask whether there is a newer page, and answers when there is none', async () => {
  const { headers } = await fetch(url);
  expect(headers.get('cache-control')).toBe('public,max-age=0,must-revalidate');
  const again = await fetch(url, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test.each(['/', '/nowhere'])('%s is guarded', async (path) => {
  const { headers } = await fetch(url + path);
  expect(Object.fromEntries(headers)).toMatchObject(pageHeaders);
});

test('says so too when the API takes a request and never answers', async () => {
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

test('says in the API’s own form that the API cannot be reached', async () => {
  const port = await freePort();
  const lonely = await startFrontendServer({ ...places(), port, apiPort: await freePort() });
  const answer = await fetch(`http://127.0.0.1:${port}/api/products`);
  await lonely.stop();
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 503, code: 'api-unavailable' });
});

test('hands requests below /api/ on as they are, and their answers back', async () => {
  const answer = await fetch(`${url}/api/order?x=1`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-method')).toBe('POST');
  expect(await answer.text()).toBe('api /order?x=1');
});

test('no request suffers from another one that is done', async () => {
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

  /** A server with a request that the API is not done with. @returns the answer, or why there is none */
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

  test('a request in hand is answered first, and no other one is taken', async () => {
    // Longer than the test may take.
    const { inHand, stopped } = await askAndStop(600_000);
    await expect(fetch(otherUrl)).rejects.toThrow('fetch failed');
    mayAnswer.resolve(undefined);
    expect(await inHand).toBe('api /order');
    await stopped;
  });

  test('a request that is not answered in time is given up', async () => {
    const { inHand, stopped } = await askAndStop(50);
    await stopped;
    expect(await inHand).toContain('fetch failed');
  });
});
