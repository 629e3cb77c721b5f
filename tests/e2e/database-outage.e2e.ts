/** Responses to customers while a real PostgreSQL server is stopped. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Postgres, startPostgres } from '../../local/embedded/postgres.ts';
import { databaseConfig } from '../../shared/config.ts';
import { closeDatabase } from '../../shared/db/database.ts';
import { migrateDatabase } from '../../shared/db/migrate.ts';
import { handler as getOrder } from '../../functions/get-order/handler.ts';
import { handler as health } from '../../functions/health/handler.ts';
import { handler as listProducts } from '../../functions/list-products/handler.ts';
import { handler as placeOrder } from '../../functions/place-order/handler.ts';
import { handler as processOrder } from '../../functions/process-order/handler.ts';
import { type Answer, call, newContext, newSqsEvent } from '../support/call.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

let folder: string;
let options: { dataFolder: string; port: number };
let postgres: Postgres;

beforeAll(async () => {
  // The default timeouts apply, so that the test measures how long a customer waits.
  delete process.env['DATABASE_QUERY_TIMEOUT_MS'];
  delete process.env['DATABASE_CONNECT_TIMEOUT_MS'];
  folder = await mkdtemp(join(tmpdir(), 'bakery-outage-'));
  options = { dataFolder: join(folder, 'data'), port: await freePort() };
  postgres = await startPostgres(options);
  process.env['DATABASE_URL'] = postgres.urls.app;
  await migrateDatabase({ connectionString: postgres.urls.owner });
});

afterAll(async () => {
  await closeDatabase();
  await postgres.stop();
  await rm(folder, { recursive: true });
});

function callAll(): Promise<Answer[]> {
  return Promise.all([
    call(listProducts, 'GET /products'),
    call(placeOrder, 'POST /order', { body: { product_id: 1, quantity: 1 } }),
    call(getOrder, 'GET /order/{id}', { pathParameters: { id: '101' } }),
    call(health, 'GET /health/ready'),
  ]);
}

const statuses = async () => (await callAll()).map(({ status }) => status);

/** Sends a signal to the server and to every process it has forked. */
async function signal(name: 'STOP' | 'CONT') {
  const [pid = ''] = (await readFile(join(options.dataFolder, 'postmaster.pid'), 'utf8')).split(
    '\n',
  );
  await promisify(execFile)('sh', ['-c', `kill -${name} ${pid} $(ps -o pid= --ppid ${pid})`]);
}

test('answers 503 while the database is down, and recovers without a restart', async () => {
  await eventually(async () => expect(await statuses()).toEqual([200, 201, 200, 200]));
  await postgres.stop();
  const answers = await callAll();
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  expect(answers[0]).toMatchObject({
    headers: {
      'retry-after': expect.stringMatching(/^\d+$/),
      'content-type': 'application/problem+json',
    },
    body: { code: 'database-unavailable' },
  });
  expect(answers[3]?.body).toMatchObject({ status: 'unavailable', database: 'down', queue: 'up' });
  expect((await call(health, 'GET /health')).status).toBe(200);
  postgres = await startPostgres(options);
  await eventually(async () => expect(await statuses()).toEqual([200, 201, 200, 200]));
});

test('answers 503 while the database hangs, after waiting less than three seconds', async () => {
  const { connectTimeoutMs, queryTimeoutMs } = databaseConfig();
  expect(connectTimeoutMs + queryTimeoutMs).toBeLessThan(3_000);
  await signal('STOP');
  try {
    expect(await statuses()).toEqual([503, 503, 503, 503]);
  } finally {
    await signal('CONT');
  }
  await eventually(async () => expect(await statuses()).toEqual([200, 201, 200, 200]));
});

test('the processor returns its whole batch to the queue while the database is down', async () => {
  await postgres.stop();
  const event = newSqsEvent([{ order_id: 101, correlation_id: 'test' }]);
  await expect(processOrder(event, newContext())).rejects.toThrow(
    'The database cannot be reached.',
  );
  postgres = await startPostgres(options);
  await eventually(async () =>
    expect(await processOrder(event, newContext())).toEqual({ batchItemFailures: [] }),
  );
});
