/**
 * npm run test:compose: starts the containers as a user would, separately from other stacks, uses
 * them, injects faults, and takes them down. Needs a Docker engine.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { pageHeaders } from '../../../shared/http/security-headers.ts';
import { answerHeaders } from '../../../shared/http/answer-headers.ts';
import { openBrowser } from '../../support/browser.ts';
import { freePorts } from '../../support/free-port.ts';
import { tellWeekStory } from '../../support/week-story.ts';
import { check, note, seconds, until, watch } from '../../support/checks.ts';
import { type Container, Engine } from './engine.ts';
import { perform } from './perform.ts';
import { Shop } from './shop.ts';

const [frontendPort = 0, apiPort = 0, managementPort = 0] = await freePorts(3);
const settings = {
  COMPOSE_PROJECT_NAME: `bakery-test-${process.pid}`,
  FRONTEND_PORT: String(frontendPort),
  API_PORT: String(apiPort),
  RABBITMQ_MANAGEMENT_PORT: String(managementPort),
  // A poison message is dead-lettered after 0.3 s instead of two and a half minutes.
  QUEUE_RETRY_DELAYS_MS: '100,200',
};
const engine = new Engine(settings);
const page = `http://127.0.0.1:${frontendPort}`;
const api = new Shop(`http://127.0.0.1:${apiPort}`);
const shop = new Shop(`${page}/api`);
const clients = [
  { name: "the API's port", client: api, firstOrder: 101 },
  { name: "the shop's /api", client: shop, firstOrder: 102 },
];

/** The stock of loaves, which is more than all orders of this run need. */
const loaves = 100_000;

const lasting = ['api', 'frontend', 'postgres', 'rabbitmq', 'worker'];
const ours = ['api', 'frontend', 'migrate', 'worker'];

async function runChecks(): Promise<void> {
  const started = await check('everything starts from nothing and is healthy', start);
  if (!started) return;
  await check('the containers have no root, no capability and no writable file system', beConfined);
  await check('the api and the worker use a role that owns nothing', useRowsOnly);
  await check('three ports are published, to this machine only', publishOnlyLocally);
  for (const { name, client, firstOrder } of clients) {
    await check(`the contract holds through ${name}`, () => keepContract(client, firstOrder));
    await check(`a body of 70 KB is answered with 413 through ${name}`, () => refuseBody(client));
  }
  await check('malformed requests are refused by nginx with a problem document', refuseUnreadable);
  await check('sign-in attempts of one address are throttled', throttleSignIn);
  await check('a flood from one client does not slow other clients', surviveFlood);
  await check('the page is served with its headers and revalidated', servePage);
  await check('the page of a product has its tags', serveProduct);
  await check('fifty orders are completed', completeFifty);
  await check('a malformed message is dead-lettered without affecting others', buryMalformed);

  let stranded: number | undefined;
  await check('without RabbitMQ an order is still accepted', async () => {
    stranded = await orderWithoutBroker();
  });
  await check('a killed worker restarts, and no order is lost', surviveKill);
  await check('the API answers 503 without PostgreSQL, and recovers', surviveDatabase);
  await check('a worker and an api stop at once on SIGTERM', stopGracefully);
  await check('three workers and two apis share the work', scale);
  await check('every api and worker is restarted in turn, and no order is refused', restartInTurn);
  await check('another api repeats the orders of a killed api, and none is refused', killApis);
  await check('the relay completes the order placed without RabbitMQ', async () => {
    assert(stranded, 'there is no such order');
    await api.completed(stranded, 150_000);
  });
  await check('every order was completed once, and the stock matches', checkTotals);
  await check('a backup restores a lost database', loseDatabase);
  await check('a week is planned, sold, changed and closed in the browser', tellWeek);
}

async function start() {
  const began = performance.now();
  await engine.compose('build');
  const built = performance.now();
  await engine.compose('up', '--build', '--detach', '--wait');
  note(`images in ${seconds(built - began)}, healthy after ${seconds(performance.now() - built)}`);
  const containers = await engine.containers();
  const healthy = containers.filter(({ health }) => health === 'healthy');
  assert.deepEqual(healthy.map(({ service }) => service).sort(), lasting);
  assert.equal(containers.find(({ service }) => service === 'migrate')?.exitCode, 0);
  const restarted = containers.filter(({ restarts }) => restarts > 0);
  assert.deepEqual(restarted, [], 'not at the first attempt');
  await engine.sql(`update products set stock = ${loaves} where id = 2`);
}

async function beConfined() {
  const containers = await engine.containers(...ours);
  assert.equal(containers.length, ours.length);
  for (const container of containers) {
    const { service, user } = container;
    assert(user !== '' && !/^(0|root)\b/.test(user), `${service} runs as "${user}"`);
    assert(container.hasReadOnlyRoot, `${service} can write to its root file system`);
    assert.deepEqual(container.droppedCapabilities, ['ALL'], service);
  }
  for (const { service, securityOptions, memoryLimit } of await engine.containers()) {
    assert(securityOptions.includes('no-new-privileges:true'), `${service} may gain privileges`);
    assert(memoryLimit > 0, `${service} has no memory limit`);
  }
}

async function useRowsOnly() {
  assert.equal((await api.get('/products')).status, 200);
  const users = await engine.sql(`
    select distinct usename from pg_stat_activity
    where client_addr is not null and pid <> pg_backend_pid()`);
  assert.deepEqual(users, ['bakery_app']);
  const rights = await engine.sql(`
    select rolsuper, rolcreaterole, exists (select from pg_class where relowner = r.oid)
    from pg_roles r where rolname = 'bakery_app'`);
  assert.deepEqual(rights, ['f|f|f']);
}

async function publishOnlyLocally() {
  const published = (await engine.containers()).flatMap((container) => container.published);
  const expected = [frontendPort, apiPort, managementPort].map((port) => `127.0.0.1:${port}`);
  assert.deepEqual(published.sort(), expected.sort());
}

async function keepContract(client: Shop, firstOrder: number) {
  const products = await client.get('/products');
  assert.equal(products.status, 200);
  const [cake] = (await products.json()) as object[];
  assert.partialDeepStrictEqual(cake, { id: 1, name: 'Chocolate Cake', price: 500 });

  const placed = await client.post('/order', '{"product_id":1,"quantity":2}');
  assert.equal(placed.status, 201);
  assert.partialDeepStrictEqual(await placed.json(), {
    message: 'Order placed successfully!',
    order_id: firstOrder,
  });

  await client.completed(firstOrder);
  const order = await client.get(`/order/${firstOrder}`);
  assert.equal(order.status, 200);
  assert.partialDeepStrictEqual(await order.json(), { order_id: firstOrder, status: 'Completed' });
  assert.equal((await client.get('/order/999999')).status, 404);
}

async function refuseBody(client: Shop) {
  for (const bytes of [70_000, 2_000_000]) {
    const answer = await client.post('/order', JSON.stringify({ padding: 'x'.repeat(bytes) }));
    assert.equal(answer.status, 413);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.partialDeepStrictEqual(await answer.json(), { status: 413, code: 'body-too-large' });
  }
}

async function refuseUnreadable() {
  const padding = 'x'.repeat(10_000);
  for (const [raw, status] of [
    ['nonsense\r\n\r\n', 400],
    [`GET /${padding} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 400],
    [`GET / HTTP/1.1\r\nhost: localhost\r\ncookie: ${padding}\r\n\r\n`, 431],
    ['TRACE / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n', 405],
  ] as const) {
    const [head = '', body = ''] = (await sendRaw(apiPort, raw)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(head, /^content-type: application\/problem\+json/im);
    assert.match(head, /^x-content-type-options: nosniff/im);
    assert.equal((JSON.parse(body) as { status: number }).status, status);
  }
}

/** Sends raw bytes. @returns everything received until the connection was closed */
async function sendRaw(port: number, raw: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(raw);
  return text(socket);
}

async function throttleSignIn() {
  const guess = () => api.post('/staff/session', '{}');
  const answers = await Promise.all(Array.from({ length: 30 }, guess));
  const throttled = answers.filter(({ status }) => status === 429);
  note(`of 30 at once ${30 - throttled.length} were processed`);
  assert(throttled.length >= 10, `only ${throttled.length} were throttled`);
  for (const answer of throttled) {
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.partialDeepStrictEqual(await answer.json(), { status: 429, code: 'too-many-requests' });
  }
  assert.equal((await api.get('/products')).status, 200);
}

async function surviveFlood() {
  const alone = await timeOf(() => api.get('/products'), 100);
  // Runs in a container, so that nginx sees another client address than this process's.
  const flooding = watch(engine.compose('exec', '-T', 'worker', 'node', '-e', floodScript));
  const samples: number[] = [];
  while (!flooding.isOver()) samples.push(await timeOf(() => api.get('/products'), 1));
  // The burst allows the flooding client more requests at first, so the first half is not counted.
  const besides = median(samples.slice(samples.length / 2));
  const { answered = 0, refused = 0 } = JSON.parse(await flooding.result) as Record<string, number>;
  note(`flood: ${answered} answered, ${refused} refused`);
  note(`alone ${alone.toFixed(1)} ms, besides it ${besides.toFixed(1)} ms`);
  if (refused === 0 && answered < 10 * requestsPerSecond) {
    note('not judged: this machine serves less than the limit of one client');
    return;
  }
  assert(refused > answered, 'hardly any request was refused');
  assert(besides < 2 * alone, `others were slowed ${(besides / alone).toFixed(1)} times`);
}

/** The rate limit in local/containers/nginx.conf. */
const requestsPerSecond = 100;
/** The pause between this test's own requests, which keeps them below the rate limit. */
const ownPaceMs = 10;

/** Ten times the limit of one client, for ten seconds, on keep-alive connections. */
const floodScript = `
  const http = require('node:http');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 100 });
  const seen = { answered: 0, refused: 0 };
  let sent = 0;
  const send = () => {
    sent++;
    http.get({ host: 'frontend', port: 8000, path: '/products', agent }, (answer) => {
      seen[answer.statusCode === 429 ? 'refused' : 'answered']++;
      answer.resume();
    }).on('error', () => undefined);
  };
  const began = performance.now();
  const timer = setInterval(() => {
    const passed = performance.now() - began;
    while (sent < passed) send();
    if (passed < 10_000) return;
    clearInterval(timer);
    process.stdout.write(JSON.stringify(seen), () => process.exit());
  }, 5);`;

/** Median duration of repeated runs (milliseconds). */
async function timeOf(run: () => Promise<Response>, times: number): Promise<number> {
  const taken: number[] = [];
  for (let count = 0; count < times; count++) {
    const began = performance.now();
    const answer = await run();
    await answer.arrayBuffer();
    assert.equal(answer.status, 200);
    taken.push(performance.now() - began);
    await setTimeout(ownPaceMs);
  }
  return median(taken);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

async function servePage() {
  const answer = await fetch(page);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<!doctype html>/i);
  const { headers } = answer;
  assert.equal(headers.get('cache-control'), 'no-cache');
  assert.partialDeepStrictEqual(Object.fromEntries(headers), pageHeaders);

  const id = 'story-of-the-page';
  const products = await fetch(`${page}/api/products`, { headers: { 'x-correlation-id': id } });
  assert.equal(products.headers.get('x-correlation-id'), id);
  assert.partialDeepStrictEqual(Object.fromEntries(products.headers), {
    ...answerHeaders(),
    'cache-control': 'no-cache',
  });
}

async function serveProduct() {
  const address = `${page}/product/1-chocolate-cake`;
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  const { headers } = answer;
  assert.partialDeepStrictEqual(Object.fromEntries(headers), pageHeaders);
  const html = await answer.text();
  assert.match(html, /<title>Chocolate Cake – The Bakery<\/title>/);
  const canonical = `http://localhost:${frontendPort}/product/1-chocolate-cake`;
  assert(html.includes(`<link rel="canonical" href="${canonical}" />`), html.slice(0, 2_000));
  const etag = headers.get('etag') ?? '';
  const again = await fetch(address, { headers: { 'if-none-match': etag } });
  assert.equal(again.status, 304);
  const unknown = await fetch(`${page}/product/999999`);
  assert.equal(unknown.status, 404);
  assert.match(await unknown.text(), /src="\/shop.js"/);
  const nowhere = await fetch(`${page}/anything-else`);
  assert.equal(nowhere.status, 404);
  assert.match(await nowhere.text(), /href="\/"/);
}

async function completeFifty() {
  const times: number[] = [];
  for (let count = 0; count < 50; count++) {
    const id = await shop.order();
    const taken = performance.now();
    await shop.completed(id);
    times.push(performance.now() - taken);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(0)} ms`;
  note(`from 201 to Completed: p50 ${at(0.5)}, p95 ${at(0.95)}`);
}

async function buryMalformed() {
  const payload = `no message ${process.pid}`;
  await manage('exchanges/%2F/amq.default/publish', {
    routing_key: 'orders',
    payload,
    payload_encoding: 'string',
    properties: { delivery_mode: 2 },
  });
  const began = performance.now();
  await shop.completed(await shop.order(), 5_000);
  note(`an order behind it was completed after ${seconds(performance.now() - began)}`);
  await until('the message is in orders.dead', 20_000, async () => {
    const dead = await manage('queues/%2F/orders.dead/get', {
      count: 10,
      ackmode: 'ack_requeue_true',
      encoding: 'auto',
    });
    return (dead as { payload: string }[]).some((message) => message.payload === payload)
      ? true
      : undefined;
  });
}

/** A request to RabbitMQ's management API. */
async function manage(path: string, body: object): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${managementPort}/api/${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('bakery:bakery123')}` },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function orderWithoutBroker(): Promise<number> {
  await engine.compose('stop', 'rabbitmq');
  try {
    const began = performance.now();
    const id = await api.order();
    const took = performance.now() - began;
    assert(took < 3_000, `it took ${seconds(took)}`);
    assert.equal(await api.status(id), 'Pending');
    return id;
  } finally {
    await startAgain('rabbitmq');
  }
}

async function surviveKill() {
  await untilWorking();
  const before = (await engine.container('worker')).restarts;
  const placing = watch(shop.orders(300));
  let kills = 0;
  while (!placing.isOver() && kills < 3) {
    await untilHealthy('worker');
    // Kills the process inside, because Docker does not restart a container after `docker kill`.
    const crash = 'kill -9 $(cat /proc/1/task/1/children)';
    await engine.compose('exec', '-T', 'worker', 'sh', '-c', crash);
    kills++;
  }
  const ids = await placing.result;
  await untilHealthy('worker');
  const restarts = (await engine.container('worker')).restarts - before;
  note(`killed ${kills} times, restarted ${restarts} times, ${ids.length} orders`);
  assert(kills > 0 && restarts === kills);
  const list = ids.join(',');
  const unfinished = `select count(*) from orders where id in (${list}) and status <> 'Completed'`;
  await until('all orders are Completed', 150_000, async () =>
    (await engine.sql(unfinished))[0] === '0' ? true : undefined,
  );
  const entries = await engine.sql(
    `select to_status, count(*) from order_timeline where order_id in (${list}) group by 1 order by 1`,
  );
  assert.deepEqual(entries, [`Completed|${ids.length}`, `Pending|${ids.length}`]);
}

async function surviveDatabase() {
  await engine.compose('stop', 'postgres');
  try {
    for (const { client } of clients) {
      const answer = await client.get('/products', 3_000);
      assert.equal(answer.status, 503);
      assert.notEqual(answer.headers.get('retry-after'), null);
    }
  } finally {
    await startAgain('postgres');
  }
  await untilWorking();
}

async function stopGracefully() {
  for (const service of ['worker', 'api']) {
    const began = performance.now();
    await engine.compose('stop', service);
    const took = performance.now() - began;
    const { state, exitCode } = await engine.container(service);
    note(`${service} stopped after ${seconds(took)} with exit code ${exitCode}`);
    assert.equal(state, 'exited');
    assert.equal(exitCode, 0);
    assert(took < 5_000, `${service} took ${seconds(took)}`);
    if (service === 'api') assert.equal((await api.get('/products', 5_000)).status, 503);
    await startAgain(service);
    await untilHealthy(service);
  }
}

async function scale() {
  const replicas = ['--scale', 'worker=3', '--scale', 'api=2'];
  await engine.compose('up', '--detach', '--wait', '--no-recreate', ...replicas);
  const workers = await engine.containers('worker');
  const apis = await engine.containers('api');
  assert.deepEqual([workers.length, apis.length], [3, 2]);
  const ids = new Set(await shop.orders(200, 16));
  for (const id of ids) await shop.completed(id);
  note(`orders taken by each api: ${(await countLines(apis, 'order placed', ids)).join(', ')}`);
  note(
    `completed by each worker: ${(await countLines(workers, 'order processed', ids)).join(', ')}`,
  );
  const idle = (await countLines(apis, 'order placed', ids)).filter((count) => count === 0);
  assert.equal(idle.length, 0, 'one of the apis received no orders');
}

/** The number of these orders that each container logged with this message. */
async function countLines(containers: Container[], message: string, orders: Set<number>) {
  const logs = await Promise.all(containers.map(({ id }) => engine.docker('logs', id)));
  return logs.map((log) => {
    const lines = log.split('\n').filter((line) => line.includes(`"message":"${message}"`));
    const found = lines.map((line) => (JSON.parse(line) as { order_id: number }).order_id);
    return new Set(found).intersection(orders).size;
  });
}

async function restartInTurn() {
  await placeDuring(async () => {
    for (const service of ['api', 'worker']) {
      for (const { id } of await engine.containers(service)) {
        await engine.docker('stop', id);
        await engine.docker('start', id);
        await untilHealthy(service);
      }
    }
  });
}

/** nginx repeats the requests in flight at another API; their orders may have been placed already. */
async function killApis() {
  await placeDuring(async () => {
    for (let round = 0; round < 3; round++) {
      for (const { id } of await engine.containers('api')) {
        await engine.docker('kill', id);
        await engine.docker('start', id);
        await untilHealthy('api');
      }
    }
  });
}

/**
 * Customers order during `act`.
 * @throws when an order is refused, or when more orders exist than were answered with 201
 */
async function placeDuring(act: () => Promise<void>) {
  const before = (await ordersThereAre()).length;
  let isOver = false;
  let placed = 0;
  const failures: string[] = [];
  const customer = async () => {
    while (!isOver) {
      await shop.order().then(
        () => placed++,
        (error: unknown) => failures.push(String(error)),
      );
      await setTimeout(4 * ownPaceMs);
    }
  };
  const customers = Promise.all([customer(), customer(), customer()]);
  await act();
  isOver = true;
  await customers;
  note(`${placed} orders placed at the same time`);
  assert.deepEqual(failures, []);
  assert.equal((await ordersThereAre()).length - before, placed);
}

/** Stock decreases by exactly the ordered units. */
async function checkTotals() {
  await until('no order waits for the relay', 150_000, async () =>
    (await engine.sql(`select count(*) from orders where status = 'Pending'`))[0] === '0'
      ? true
      : undefined,
  );
  const faulty = await engine.sql(`
    select o.id, o.status, array_agg(t.to_status order by t.at)
    from orders o left join order_timeline t on t.order_id = o.id
    group by o.id
    having o.status <> 'Completed' or array_agg(t.to_status order by t.at) <> '{Pending,Completed}'`);
  assert.deepEqual(faulty, []);
  const stock = async (id: number) => {
    const [row] = await engine.sql(`
      select stock + (select sum(quantity) from order_lines where product_id = ${id})
      from products where id = ${id}`);
    return Number(row);
  };
  assert.deepEqual([await stock(1), await stock(2)], [1000, loaves]);
}

async function tellWeek() {
  const browser = await openBrowser();
  try {
    await tellWeekStory({
      apiUrl: `http://127.0.0.1:${apiPort}`,
      frontendUrl: page,
      browser,
      query: async (text) => {
        const rows = await engine.sql(`with rows as (${text}) select to_jsonb(rows) from rows`);
        return rows.map((row) => JSON.parse(row) as unknown);
      },
    });
  } finally {
    await browser.close();
  }
}

/** All orders, by number. */
const ordersThereAre = () => engine.sql('select id, status from orders order by id');

async function loseDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-backup-'));
  const file = join(folder, 'bakery.dump');
  try {
    await engine.compose('stop', 'worker');
    const waiting = await api.order();
    const before = await ordersThereAre();
    await engine.npm('backup', file);
    assert.deepEqual(await readdir(folder), ['bakery.dump']);
    const afterwards = await api.order();
    await refuseToRestore(folder, file, afterwards);

    await engine.compose('rm', '--stop', '--force', 'postgres', 'migrate');
    await engine.docker('volume', 'rm', `${settings.COMPOSE_PROJECT_NAME}_postgres-data`);
    await engine.compose('up', '--detach', '--wait');
    assert.deepEqual(await ordersThereAre(), []);
    await engine.npm('restore', file);
    // The relay may have resent the waiting order by now.
    const others = (orders: string[]) => orders.filter((order) => !order.startsWith(`${waiting}|`));
    assert.deepEqual(others(await ordersThereAre()), others(before));
    await untilWorking();
    await api.completed(waiting, 150_000);
    const next = (await ordersThereAre())[before.length];
    assert.equal(next?.split('|')[0], String(afterwards), 'the number of the next order');
    await checkTotals();
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Refuses to replace orders without --force, and to restore a truncated backup. */
async function refuseToRestore(folder: string, file: string, order: number) {
  await assert.rejects(engine.npm('restore', file), /has \d+ orders; --force/);
  const half = join(folder, 'half.dump');
  const whole = await readFile(file);
  await writeFile(half, whole.subarray(0, whole.length / 2));
  await assert.rejects(engine.npm('restore', half, '--force'), /Not restored/);
  await until('the shop is open again, unchanged', 60_000, async () =>
    (await api.status(order)) === 'Pending' ? true : undefined,
  );
}

/** Starts one service as it was, without its dependencies. */
async function startAgain(service: string) {
  for (const { id } of await engine.containers(service)) await engine.docker('start', id);
}

/**
 * Waits until all services are connected again. Docker's health checks show this seconds later.
 */
async function untilWorking() {
  await until('an order goes all the way', 150_000, async () => {
    const readiness = (await (await api.get('/health/ready')).json()) as { status: string };
    return readiness.status === 'ready' ? api.completed(await api.order(), 5_000) : undefined;
  });
}

/** Waits until all containers of the service are healthy. */
async function untilHealthy(service: string) {
  await until(`${service} is healthy`, 60_000, async () =>
    (await engine.containers(service)).every(({ health }) => health === 'healthy')
      ? true
      : undefined,
  );
}

await perform(engine, runChecks);
