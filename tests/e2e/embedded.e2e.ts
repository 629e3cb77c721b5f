/** Tests the embedded run from the outside, over HTTP. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPasswords } from '../../local/embedded/postgres-passwords.ts';
import { findServer } from '../../local/embedded/postgres.ts';
import { findProcess } from '../../local/embedded/process-identity.ts';
import type { GetOrderResponse, PlaceOrderResponse } from '../../shared/contract/orders.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { listenersOf } from '../support/listening-ports.ts';
import { findProcesses } from '../support/processes.ts';
import { rawRequest, sendRaw } from '../support/raw-http.ts';
import { readStackOutput, useSharedStack } from '../support/shared-stack.ts';
import { type Stack, startStack } from '../support/stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const shared = await useSharedStack();

async function place(url: string, body: unknown): Promise<PlaceOrderResponse> {
  const answer = await post(url, JSON.stringify(body));
  expect(answer.status).toBe(201);
  return (await answer.json()) as PlaceOrderResponse;
}

function post(url: string, body: string): Promise<Response> {
  return fetch(`${url}/order`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

async function get(url: string, orderId: number): Promise<GetOrderResponse> {
  return (await (await fetch(`${url}/order/${orderId}`)).json()) as GetOrderResponse;
}

function untilStatus(
  url: string,
  orderId: number,
  status: string,
  withinMs?: number,
): Promise<void> {
  return eventually(async () => expect((await get(url, orderId)).status).toBe(status), withinMs);
}

function dataFolderOf(stack: Stack): string {
  return /Data +(\S+)/.exec(stack.output())?.[1] ?? 'nowhere';
}

describe('the embedded run', () => {
  let stack: Stack;
  /** The output until the bakery was open. */
  let opening: string;

  beforeAll(async () => {
    stack = await startStack();
    opening = stack.output();
  });

  afterAll(() => stack.stop());

  test('listens only on the ports that it names, on 127.0.0.1', async () => {
    const postgres = (await findServer(join(dataFolderOf(stack), 'postgres'))) ?? 0;
    expect(await listenersOf(stack.pid, postgres)).toEqual(
      stack.ports.map((port) => `127.0.0.1:${port}`).toSorted(),
    );
  });

  test('refuses, on every port, requests by a page of another origin, also on paths that invoke functions', async () => {
    const functions = await readdir(join(root, 'dist/functions'));
    const paths = [
      '/',
      '/order',
      '/api/order',
      '/staff/session',
      '/api/staff/session',
      ...functions.flatMap((name) => [
        `/2015-03-31/functions/${name}/invocations`,
        `/2015-03-31/functions/bakery-local-${name}/invocations`,
      ]),
    ];
    const body = '{"name":"mallory","product_id":1,"quantity":1}';
    for (const port of stack.ports) {
      const opened = new Set<string>();
      for (const path of paths) {
        const answer = await sendRaw(
          port,
          rawRequest(
            `POST ${path}`,
            `host: localhost\r\norigin: https://evil.example\r\nsec-fetch-site: cross-site\r\n` +
              `content-type: text/plain\r\ncontent-length: ${body.length}\r\n`,
          ) + body,
        );
        const isRefused = Number.isNaN(answer.status) || answer.status >= 400;
        const isClosed = !('access-control-allow-origin' in answer.headers);
        if (!isRefused || !isClosed) opened.add(`${path} ${answer.status}`);
      }
      expect([port, [...opened]]).toEqual([port, []]);
    }
  });

  test('refuses, on every port, requests for another host name that resolves to this machine', async () => {
    const [api = 0, shop = 0, postgres = 0, sqs = 0] = stack.ports;
    const statusOf = async (port: number, path: string) =>
      (await sendRaw(port, rawRequest(`GET ${path}`, 'host: evil.example\r\n'))).status;
    expect(await Promise.all(['/products', '/docs'].map((path) => statusOf(api, path)))).toEqual([
      421, 421,
    ]);
    expect(await Promise.all(['/', '/api/products'].map((path) => statusOf(shop, path)))).toEqual([
      421, 421,
    ]);
    expect([await statusOf(postgres, '/'), await statusOf(sqs, '/')]).toEqual([NaN, 403]);
  });

  test('prints no password, and refuses the public password of the released version', async () => {
    const passwords = await findPasswords(join(dataFolderOf(stack), 'postgres'));
    for (const password of Object.values(passwords ?? { none: stack.output() })) {
      expect(stack.output()).not.toContain(password);
    }
    const url = new URL(stack.databaseUrl);
    Object.assign(url, { username: 'bakery', password: 'bakery' });
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('answers as the user’s contract says, from the products to the completed order', async () => {
    const products = (await (await fetch(`${stack.apiUrl}/products`)).json()) as object[];
    expect(products[0]).toMatchObject({ id: 1, name: 'Chocolate Cake', price: 500 });
    expect(await place(stack.apiUrl, { product_id: 1, quantity: 2 })).toMatchObject({
      message: 'Order placed successfully!',
      order_id: 101,
    });
    await untilStatus(stack.apiUrl, 101, 'Completed');
    expect(await get(stack.apiUrl, 101)).toEqual({ order_id: 101, status: 'Completed' });
  });

  test('completes an order that was placed through the page’s own origin', async () => {
    const url = `${stack.frontendUrl}/api`;
    const { order_id } = await place(url, {
      lines: [
        { product_id: 2, quantity: 1 },
        { product_id: 9, quantity: 6 },
      ],
    });
    await untilStatus(url, order_id, 'Completed');
  });

  test('an order with a made-to-order product becomes Processing', async () => {
    const { order_id } = await place(stack.apiUrl, { product_id: 10, quantity: 1 });
    await untilStatus(stack.apiUrl, order_id, 'Processing');
  });

  test('serves the page', async () => {
    const answer = await fetch(stack.frontendUrl);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('is ready', async () => {
    const answer = await fetch(`${stack.apiUrl}/health/ready`);
    expect(await answer.json()).toMatchObject({ status: 'ready', database: 'up', queue: 'up' });
  });

  test.each([
    ['GET', '/nowhere', undefined, 404],
    ['DELETE', '/products', undefined, 405],
    ['GET', '/order/abc', undefined, 400],
    ['GET', '/order/999999', undefined, 404],
    ['POST', '/order', '{"product_id":', 400],
    ['POST', '/order', '{"product_id":1,"quantity":0}', 400],
    ['POST', '/order', '{"product_id":999,"quantity":1}', 404],
    ['POST', '/order', `{"x":"${'x'.repeat(70_000)}"}`, 413],
  ])('%s %s with %.30s answers %i %i', async (method, path, body, status) => {
    const answer = await fetch(`${stack.apiUrl}${path}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    expect(answer.status).toBe(status);
  });

  test('prints at most 15 lines until the bakery is open, including the four that npm adds', () => {
    expect(opening.trimEnd().split('\n').length).toBeLessThanOrEqual(11);
  });

  test('prints one structured line for a request', async () => {
    await fetch(`${stack.apiUrl}/products?one-line=yes`);
    await fetch(`${stack.apiUrl}/nothing-at-this-address`);
    const requests = () =>
      stack
        .output()
        .split('\n')
        .filter((line) => line.includes('"GET"'))
        .map((line) => JSON.parse(line) as object);
    await eventually(() =>
      expect(requests()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ path: '/products', status: 200 }),
          expect.objectContaining({ path: '/nothing-at-this-address', status: 404 }),
        ]),
      ),
    );
    const others = stack
      .output()
      .slice(opening.length)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'));
    expect(others).toEqual([]);
  });

  test('npm run smoke succeeds', async () => {
    const program = fileURLToPath(new URL('../release/smoke/run.ts', import.meta.url));
    const { stdout } = await run(process.execPath, [program, '--url', stack.frontendUrl]);
    expect(stdout).toContain('9 passed, 0 failed');
  });

  test('carries one correlation id from the request to the processor’s log line', async () => {
    await fetch(`${stack.apiUrl}/order`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'follow-me-through' },
      body: '{"product_id":1,"quantity":1}',
    });
    await eventually(() => {
      const lines = stack
        .output()
        .split('\n')
        .filter((line) => line.includes('follow-me-through'));
      expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(
        expect.arrayContaining(['order placed', 'order processed']),
      );
    });
  });

  test('prints the median time to Completed, without a limit for it', async () => {
    const times: number[] = [];
    for (let n = 0; n < 40; n++) {
      const { order_id } = await place(stack.apiUrl, { product_id: 1, quantity: 1 });
      const start = performance.now();
      await untilStatus(stack.apiUrl, order_id, 'Completed');
      times.push(performance.now() - start);
    }
    const p50 = times.toSorted((a, b) => a - b)[times.length / 2] ?? 0;
    process.stdout.write(
      `\nembedded: p50 from 201 to Completed ${p50.toFixed(1)} ms (40 orders)\n`,
    );
    expect(times).toHaveLength(40);
  });
});

describe('behind a proxy with another host name', () => {
  const name = new URL(shared.stack.publicUrl).hostname;
  let proxyPort: number;
  let stopProxy: () => void;

  beforeAll(async () => {
    const shop = new URL(shared.stack.frontendUrl);
    const proxy = createHttpServer((incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const asked = { host: shop.hostname, port: shop.port, path: url, method, headers };
      const handedOn = request(asked, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      incoming.pipe(handedOn);
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    proxyPort = (proxy.address() as AddressInfo).port;
    stopProxy = () => proxy.close();
  });

  afterAll(() => stopProxy());

  const ask = (line: string, host: string, rest = '') =>
    sendRaw(proxyPort, rawRequest(line, `host: ${host}\r\n${rest}`));

  test('serves the page and takes an order', async () => {
    const page = await ask('GET /', name);
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html;charset=utf-8']);
    const body = '{"product_id":1,"quantity":1}';
    const placed = await sendRaw(
      proxyPort,
      rawRequest(
        'POST /api/order',
        `host: ${name}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`,
      ) + body,
    );
    expect(placed.status).toBe(201);
  });

  test.each(['other.example', `${name}.evil.example`])('refuses the host %s', async (host) => {
    expect((await ask('GET /', host)).status).toBe(421);
    expect(JSON.parse((await ask('GET /api/products', host)).body)).toMatchObject({
      status: 421,
      code: 'misdirected-request',
    });
  });

  test('logs the name of a refused host', async () => {
    await ask('GET /', 'logged.example');
    await eventually(async () =>
      expect(await readStackOutput()).toContain('"host":"logged.example"'),
    );
  });
});

/** Each test starts with a running bakery, and ends with one on the same data folder. */
describe('one data folder through stops and crashes', () => {
  let folder: string;
  let dataFolder: string;
  let running: Stack;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bakery-kept-'));
    dataFolder = join(folder, 'data');
    running = await startStack({ dataFolder });
  });

  afterAll(async () => {
    await running.stop();
    await rm(folder, { recursive: true });
  });

  test('refuses a second start while a bakery runs, also when running.pid was deleted', async () => {
    const refusal = `A bakery is running on this data already, as process ${running.pid}`;
    const second = await startStack({ dataFolder }).catch((error: unknown) => error);
    expect(String(second)).toContain(refusal);
    await rm(join(dataFolder, 'running.pid'));
    const third = await startStack({ dataFolder }).catch((error: unknown) => error);
    expect(String(third)).toContain(refusal);
    const { order_id } = await place(running.apiUrl, { product_id: 1, quantity: 1 });
    await untilStatus(running.apiUrl, order_id, 'Completed');
  });

  test('keeps its orders between starts, and leaves no process running after a stop', async () => {
    const { order_id } = await place(running.apiUrl, { product_id: 1, quantity: 1 });
    await untilStatus(running.apiUrl, order_id, 'Completed');
    expect((await findProcesses(dataFolder, running.pid)).length).toBeGreaterThanOrEqual(2);
    expect(await running.stop('SIGTERM')).toBe(0);
    expect(await findProcesses(dataFolder, running.pid)).toEqual([]);

    running = await startStack({ dataFolder });
    expect(await get(running.apiUrl, order_id)).toEqual({ order_id, status: 'Completed' });
    const next = await place(running.apiUrl, { product_id: 1, quantity: 1 });
    expect(next.order_id).toBe(order_id + 1);
  });

  test('starts again after kill -9, and ends the processes that the killed run left running', async () => {
    const killed = running;
    const { order_id } = await place(killed.apiUrl, { product_id: 1, quantity: 1 });
    const postgres = (await findServer(join(dataFolder, 'postgres'))) ?? 0;
    const server = await findProcess(postgres);
    expect(server).toBeDefined();
    await killed.stop('SIGKILL');
    running = await startStack({ dataFolder, ports: killed.ports });
    // A message that the killed run was processing stays hidden for the queue's visibility timeout.
    await untilStatus(running.apiUrl, order_id, 'Completed');
    // An ended process keeps its number until its new parent has read the exit code.
    expect((await findProcess(postgres))?.startedAt).not.toBe(server?.startedAt);
  });

  test('ends with a message when its PostgreSQL has ended, and loses no order', async () => {
    const { order_id } = await place(running.apiUrl, { product_id: 1, quantity: 1 });
    process.kill((await findServer(join(dataFolder, 'postgres'))) ?? 0, 'SIGKILL');
    expect(await running.ended).toBe(1);
    expect(running.output()).toContain('PostgreSQL ended: ');
    running = await startStack({ dataFolder });
    await untilStatus(running.apiUrl, order_id, 'Completed');
  });

  test('stops at SIGINT, and leaves no process running', async () => {
    expect(await running.stop('SIGINT')).toBe(0);
    expect(await findProcesses(dataFolder, running.pid)).toEqual([]);
  });
});

test('ends all processes when npm is stopped', async () => {
  const stack = await startStack({ command: ['npm', 'start'] });
  const data = dataFolderOf(stack);
  expect((await findProcesses(data, stack.pid)).length).toBeGreaterThanOrEqual(2);
  await stack.stop('SIGTERM');
  await eventually(async () => expect(await findProcesses(data, stack.pid)).toEqual([]));
  await eventually(() => expect(fetch(stack.apiUrl)).rejects.toThrow());
});

test.each([100, 300, 600, 1_000])(
  'leaves no process running when it is stopped %i ms after its start',
  async (ms) => {
    const folder = await mkdtemp(join(tmpdir(), 'bakery-early-'));
    const dataFolder = join(folder, 'data');
    const refusal = await startStack({ dataFolder, stopAfterMs: ms }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(Error);
    expect(await findProcesses(dataFolder)).toEqual([]);
    await rm(folder, { recursive: true });
  },
);

test('runs from a folder with any characters in its name, as an ordinary user', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'bakery-'));
  const folder = join(parent, `our $(touch x) \`touch x\` "little" baker's; 50% & #1 ?y [z] {w} ü`);
  for (const name of ['cloud', 'local', 'shared', 'dist', 'package.json', 'serverless.yml']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const isRoot = process.getuid?.() === 0;
  const unprivileged = 65534;
  if (isRoot) await run('chown', ['-R', String(unprivileged), parent]);
  const stack = await startStack({
    folder,
    dataFolder: '.data',
    ...(isRoot && { uid: unprivileged }),
  });
  await place(stack.apiUrl, { product_id: 1, quantity: 1 });
  await untilStatus(stack.apiUrl, 101, 'Completed');
  expect(await stack.stop()).toBe(0);
  await rm(parent, { recursive: true });
});

test('says which port is taken and how to choose another, and starts nothing', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const refusal = await startStack({ env: { API_PORT: String(port) } }).catch(
    (error: unknown) => error,
  );
  expect(String(refusal)).toContain(`Port ${port} is taken by another program.`);
  expect(String(refusal)).toContain(`API_PORT=${port + 10} npm start`);
  server.close();
});

describe('with the shell’s variables for other programs', () => {
  const shell = {
    AWS_PROFILE: 'unused',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_SESSION_TOKEN: 'old',
    AWS_REGION: 'mars',
    AWS_USE_FIPS_ENDPOINT: 'true',
    PGSSLMODE: 'require',
    PGOPTIONS: '-c search_path=nowhere',
    PGHOST: 'nowhere.example',
    PGUSER: 'unused',
    PGPASSWORD: 'wrong',
    DATABASE_URL: 'postgres://unused:wrong@127.0.0.1:1/nowhere',
    ORDER_QUEUE_URL: 'http://127.0.0.1:1/nowhere',
    RABBITMQ_URL: 'amqp://127.0.0.1:1',
    NODE_ENV: 'production',
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: 'http://127.0.0.1:1',
    http_proxy: 'http://127.0.0.1:1',
    LC_ALL: 'xx_XX.nowhere',
    TZ: 'Nowhere/Nowhere',
  };
  let folder: string;
  let stack: Stack;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bakery-shell-'));
    stack = await startStack({ env: shell, dataFolder: join(folder, 'data') });
  });

  afterAll(async () => {
    await stack.stop();
    await rm(folder, { recursive: true });
  });

  test('an order is completed, and the shop answers', async () => {
    const { order_id } = await place(stack.apiUrl, { product_id: 1, quantity: 1 });
    await untilStatus(`${stack.frontendUrl}/api`, order_id, 'Completed');
  });

  test('npm run create-manager creates the manager in the database of the data folder', async () => {
    const env = { ...shell, PATH: process.env['PATH'], POSTGRES_PORT: '1' };
    const createManager = (dataFolder: string) =>
      run(process.execPath, ['local/embedded/create-manager.ts', 'anna'], {
        cwd: root,
        env: { ...env, DATA_FOLDER: dataFolder },
      });
    const { stdout } = await createManager(join(folder, 'data'));
    const password = /has the password (\S+)/.exec(stdout)?.[1];
    const answer = await fetch(`${stack.apiUrl}/staff/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'anna', password }),
    });
    expect(answer.status).toBe(201);
    await expect(createManager(join(folder, 'elsewhere'))).rejects.toThrow('No bakery is running');
  });
});
