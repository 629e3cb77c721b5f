/**
 * Sends requests of customers and staff while the connection to the database fails. Each request
 * gets a response within five seconds, and all routes recover afterwards. The database itself stays
 * up, and the tests read it on another connection.
 */
import pg from 'pg';
import { findFunctions, loadFunction } from '../../support/deployed-functions.ts';
import { type Answer, call, type Call, newContext, newSqsEvent } from '../../support/call.ts';
import { eventually } from '../../support/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { placeOrderOf, type PlacedOrder } from '../../support/orders.ts';
import { addProduct, sql } from '../../support/database.ts';
import { signInAs } from '../../support/staff.ts';
import { handler as processOrder } from '../../../functions/process-order/handler.ts';
import { placeOrderResponse } from '../../../shared/contract/orders.ts';
import { routeKey } from '../../../shared/contract/route.ts';
import { routes } from '../../../shared/contract/routes.ts';
import { closeDatabase, database, inTransaction } from '../../../shared/db/database.ts';
import { lockAllocation } from '../../../shared/db/allocation-lock.ts';
import { addDays, dateAt, instantAt } from '../../../shared/domain/calendar.ts';

/** The time limit of a request during an outage (milliseconds). */
const longest = 5_000;

let direct: pg.Client;
let proxy: FaultProxy;
let functions: Map<string, string>;

beforeAll(async () => {
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  direct = new pg.Client({ connectionString: process.env['SUPERUSER_DATABASE_URL'] });
  await direct.connect();
  proxy = await startFaultProxy({ upstreamPort: Number(url.port) });
  url.port = String(proxy.port);
  process.env['DATABASE_URL'] = url.href;
  // These tests use the defaults.
  delete process.env['REQUEST_TIMEOUT_MS'];
  delete process.env['DATABASE_QUERY_TIMEOUT_MS'];
  delete process.env['DATABASE_CONNECT_TIMEOUT_MS'];
  functions = await findFunctions();
});

afterEach(() => proxy.heal());

afterAll(async () => {
  await closeDatabase();
  await proxy.stop();
  await direct.end();
});

/** Runs a query on a connection of the functions. */
const ask = (text: string) => database.query({ name: '', text });

interface Request extends Call {
  readonly route: string;
}

/** A valid request for every route that needs the database. */
async function everyRequest(): Promise<Request[]> {
  const { headers } = await signInAs('manager');
  const product = await addProduct();
  const order = await placeOrderOf({ product_id: product, quantity: 1 });
  const day = addDays(dateAt(new Date(), 'Asia/Kolkata'), 2);
  const own: Readonly<Record<string, Call>> = {
    'GET /pickup-slots': { query: { date: day } },
    'POST /order': { body: { product_id: product, quantity: 1 } },
    'POST /order/{id}/cancel': { headers: { 'x-order-token': order.token } },
    'POST /staff/orders': { body: { lines: [{ product_id: product, quantity: 1 }] }, headers },
    'POST /staff/orders/{id}/actions': { body: { action: 'cancel', reason: 'test' }, headers },
    'POST /staff/products/{id}/stock-movements': {
      body: { reason: 'delivery', units: 1, note: null },
      headers,
    },
    'POST /staff/session': { body: { name: 'unknown', password: 'wrong password' } },
  };
  const withPickup = {
    route: 'POST /order',
    body: {
      product_id: product,
      quantity: 1,
      customer: { name: 'Emma', phone: '+91 98765 43210' },
      pickup_at: instantAt(day, '12:00', 'Asia/Kolkata').toISOString(),
    },
  };
  const needsNone = ['GET /health', 'GET /docs', 'GET /docs/{file}'];
  return [
    ...routes
      .map(routeKey)
      .filter((route) => !needsNone.includes(route))
      .map((route) => ({
        route,
        pathParameters: {
          id: String(order.id),
          date: day,
          hash: 'a'.repeat(64),
          slug: `${product}-bread`,
          name: 'imprint',
          movement_id: '1',
        },
        ...(route.includes(' /staff/') && !route.startsWith('POST /staff/session') && { headers }),
        ...(!route.startsWith('GET ') && { body: {} }),
        ...own[route],
      })),
    withPickup,
  ];
}

async function send({ route, ...request }: Request): Promise<Answer & { readonly ms: number }> {
  const handler = await loadFunction(functions.get(route) ?? '');
  const began = performance.now();
  const answer = await call(handler, route, request);
  return { ...answer, ms: performance.now() - began };
}

/** Sends one request per route, all at once. */
async function sendAll(requests: readonly Request[]) {
  const answers = await Promise.all(requests.map(send));
  return answers.map((answer, n) => ({ route: requests[n]?.route, ...answer }));
}

async function expectUnavailable(requests: readonly Request[]) {
  for (const { route, status, headers, body, ms } of await sendAll(requests)) {
    expect([route, status]).toEqual([route, 503]);
    expect([route, ms < longest]).toEqual([route, true]);
    if (route === 'GET /health/ready') continue;
    // The page of a product is the shop, whose script keeps trying.
    if (route === 'GET /product/{slug}') continue;
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(body).toMatchObject({ status: 503 });
  }
}

/** Waits until all routes answer again, without a restart and without sporadic failures. */
async function expectRecovery(requests: readonly Request[]) {
  await eventually(async () => {
    const answers = await sendAll(requests);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  }, 30_000);
}

/** Opens every connection of the pool and leaves them idle. */
async function fillPool() {
  await Promise.all(Array.from({ length: 16 }, () => ask('select pg_sleep(0.1)')));
}

test.each<[string, () => void | Promise<void>]>([
  [
    'refuses to connect',
    () => {
      proxy.refuse(true);
      proxy.cut();
    },
  ],
  ['has a latency of half a minute', () => proxy.setLatency(30_000)],
  [
    'drops all packets before the first connection',
    async () => {
      await closeDatabase();
      proxy.halfOpen(true);
    },
  ],
  ['drops all packets while connections are idle', () => proxy.halfOpen(true)],
])(
  'every route answers 503 while the connection to the database %s, and recovers',
  async (_, fail) => {
    const requests = await everyRequest();
    await fillPool();
    await fail();
    await expectUnavailable(requests);
    expect(await send({ route: 'GET /health' })).toMatchObject({ status: 200 });
    proxy.heal();
    await expectRecovery(requests);
  },
);

test('each dead idle connection fails at most one request', async () => {
  const requests = await everyRequest();
  await fillPool();
  proxy.halfOpen(true);
  const { length } = await sendAll(requests);
  expect(length).toBeGreaterThan(16);
  proxy.cut();
  proxy.heal();
  const answers = await sendAll(requests);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
});

/** Routes whose requests run several statements; so few that each request has its own connection. */
const multiStatementRequests = [
  'POST /order',
  'POST /order/{id}/cancel',
  'POST /staff/session',
  'POST /staff/orders',
  'POST /staff/orders/{id}/actions',
  'POST /staff/products/{id}/stock-movements',
  'POST /staff/orders/{id}/retry',
];

test('no request exceeds its time limit when every statement almost times out', async () => {
  const requests = await everyRequest();
  const long = requests.filter(({ route }) => multiStatementRequests.includes(route));
  await fillPool();
  proxy.setLatency(600);
  const answers = await sendAll(long);
  expect(answers.filter(({ ms }) => ms >= longest)).toEqual([]);
  expect(answers.find(({ status }) => status === 503)?.body).toMatchObject({ code: 'timeout' });
  proxy.heal();
  await expectRecovery(requests);
});

test.each([0, 1, 7, 40])(
  'a database response cut off after %i bytes is a 503, and a retry returns the same order',
  async (bytes) => {
    const product = await addProduct();
    const request = {
      route: 'POST /order',
      headers: { 'idempotency-key': `an-answer-cut-off-after-${bytes}` },
      body: { product_id: product, quantity: 1 },
    };
    await fillPool();
    proxy.cutInTheMiddle(bytes);
    expect((await send(request)).status).toBe(503);
    const { status, body } = await send(request);
    expect(status).toBe(201);
    const orders = await sql('select order_id as id from order_lines where product_id = $1', [
      product,
    ]);
    expect(orders).toEqual([{ id: placeOrderResponse.parse(body).order_id }]);
  },
);

async function untilRunning(text: string) {
  await eventually(async () => {
    const { rowCount } = await direct.query(
      `select from pg_stat_activity where state = 'active' and query = $1`,
      [text],
    );
    expect(rowCount).toBe(1);
  });
}

test('packets dropped in the middle of a statement fail that statement only', async () => {
  await fillPool();
  const statement = `select pg_sleep(1), 'in the middle'`;
  const running = ask(statement);
  const failed = expect(running).rejects.toMatchObject({ kind: 'unavailable' });
  await untilRunning(statement);
  proxy.halfOpen(true);
  await failed;
  proxy.heal();
  expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
});

test('packets dropped between the statements of a transaction leave no lock behind', async () => {
  const product = await addProduct({ stock: 10 });
  const touch = { name: '', text: 'update products set stock = stock - 1 where id = $1' };
  const began = performance.now();
  await expect(
    inTransaction(async (transaction) => {
      await transaction.query(touch, [product]);
      proxy.halfOpen(true);
      await transaction.query(touch, [product]);
    }),
  ).rejects.toMatchObject({ kind: 'unavailable' });
  expect(performance.now() - began).toBeLessThan(longest);
  // The server still considers the client connected.
  const { rows } = await direct.query(
    'update products set stock = 7 where id = $1 returning stock',
    [product],
  );
  expect(performance.now() - began).toBeLessThan(longest);
  expect(rows).toEqual([{ stock: 7 }]);
});

/** Runs `work` while another connection holds a lock. */
async function whileLocked(statement: string, work: () => Promise<void>) {
  await direct.query('begin');
  await direct.query(statement);
  try {
    await work();
  } finally {
    await direct.query('rollback');
  }
}

/** Checks that the server has also cancelled the statements, so that it does not execute them later. */
async function untilNoStatementWaits() {
  const { rowCount } = await direct.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  expect(rowCount).toBe(0);
}

const cancelling = (order: PlacedOrder): Request => ({
  route: 'POST /order/{id}/cancel',
  pathParameters: { id: String(order.id) },
  headers: { 'x-order-token': order.token },
});

test.each<[string, (order: PlacedOrder, product: number) => string]>([
  ['the order', ({ id }) => `select from orders where id = ${id} for update`],
  ['the allocation', () => lockAllocation],
])('cancelling and processing fail in time while a lock is held on %s', async (_, lock) => {
  const product = await addProduct();
  const order = await placeOrderOf({ product_id: product, quantity: 1 });
  await whileLocked(lock(order, product), async () => {
    const { status, ms } = await send(cancelling(order));
    expect([status, ms < longest]).toEqual([503, true]);
    const event = newSqsEvent([{ order_id: order.id, correlation_id: 'test' }]);
    await expect(processOrder(event, newContext())).rejects.toMatchObject({ kind: 'unavailable' });
    await eventually(untilNoStatementWaits);
    // Other orders succeed.
    const other = await send({ route: 'POST /order', body: { product_id: product, quantity: 1 } });
    expect(other.status).toBe(201);
  });
  expect((await send(cancelling(order))).status).toBe(200);
});

test('a locked product delays the processing of its orders, but not their placement', async () => {
  const product = await addProduct();
  const lock = `select from products where id = ${product} for no key update`;
  await whileLocked(lock, async () => {
    const order = await placeOrderOf({ product_id: product, quantity: 1 });
    const event = newSqsEvent([{ order_id: order.id, correlation_id: 'test' }]);
    await expect(processOrder(event, newContext())).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await send(cancelling(order))).status).toBe(200);
  });
});

test('repeatedly terminated connections cause at most a 503, and no order without its lines', async () => {
  const product = await addProduct({ stock: 1_000 });
  const body = { product_id: product, quantity: 1 };
  let isOver = false;
  const statuses = new Set<number>();
  const placed: number[] = [];
  const customer = async () => {
    while (!isOver) {
      const answer = await send({ route: 'POST /order', body });
      statuses.add(answer.status);
      if (answer.status === 201) placed.push(placeOrderResponse.parse(answer.body).order_id);
    }
  };
  const customers = Array.from({ length: 8 }, customer);
  for (let n = 0; n < 30; n++) {
    await direct.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  }
  isOver = true;
  await Promise.all(customers);
  expect([...statuses].filter((status) => status !== 201)).toEqual([503]);
  const kept = await sql<{ id: number }>(
    'select order_id as id from order_lines where product_id = $1',
    [product],
  );
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(placed));
});

test('every route answers 503 while the database has no free connection, and recovers', async () => {
  const requests = await everyRequest();
  await closeDatabase();
  const name = (await direct.query<{ name: string }>('select current_database() as name')).rows[0]
    ?.name;
  await direct.query(`create role customers login password 'bread' connection limit 0`);
  await direct.query(`grant all on all tables in schema public to customers`);
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  const own = url.href;
  Object.assign(url, { username: 'customers', password: 'bread', pathname: `/${name}` });
  process.env['DATABASE_URL'] = url.href;
  try {
    await expectUnavailable(requests);
    await direct.query('alter role customers connection limit -1');
    await expectRecovery(requests.filter(({ route }) => route === 'GET /products'));
  } finally {
    await closeDatabase();
    process.env['DATABASE_URL'] = own;
    await direct.query('drop owned by customers');
    await direct.query('drop role customers');
  }
});

test('the processor completes an order once when its connection is cut at several points', async () => {
  const product = await addProduct();
  const order = await placeOrderOf({ product_id: product, quantity: 1 });
  const event = newSqsEvent([{ order_id: order.id, correlation_id: 'test' }]);
  for (const bytes of [0, 1, 20, 100, 300]) {
    await fillPool();
    proxy.cutInTheMiddle(bytes);
    await processOrder(event, newContext()).catch((error: unknown) =>
      expect(error).toMatchObject({ kind: 'unavailable' }),
    );
  }
  expect(await processOrder(event, newContext())).toEqual({ batchItemFailures: [] });
  expect(await sql('select status from orders where id = $1', [order.id])).toEqual([
    { status: 'Completed' },
  ]);
  expect(
    await database.query({ name: '', text: `select stock from products where id = ${product}` }),
  ).toEqual([{ stock: 9 }]);
});
