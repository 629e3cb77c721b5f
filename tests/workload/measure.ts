/**
 * `npm run docs:workload` measures what an order weighs: bytes of pages, answers and log lines, of rows
 * and of what the database logs, and its processor time. The functions are those that are deployed,
 * on the embedded PostgreSQL; `cloud/costs.ts` reckons with what is written to cloud/measured.json.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { startPostgres } from '../../local/embedded/postgres.ts';
import { region, startSqsServer } from '../../local/embedded/sqs-server.ts';
import { closeDatabase } from '../../shared/db/database.ts';
import { migrateDatabase } from '../../shared/db/migrate.ts';
import {
  type Call,
  type HttpFunction,
  newContext,
  newHttpEvent,
  newSqsEvent,
} from '../support/call.ts';
import { sql } from '../support/database.ts';
import { findFunctions, loadFunction } from '../support/deployed-functions.ts';
import { freePort } from '../support/free-port.ts';
import { signInAs } from '../support/staff.ts';

const orders = 2_000;
const batch = 10;
const file = new URL('../../cloud/measured.json', import.meta.url);
const pages = new URL('../../dist/frontend/', import.meta.url);

const folder = await mkdtemp(join(tmpdir(), 'bakery-workload-'));
const sqs = await startSqsServer({ port: 0 });
const postgres = await startPostgres({
  dataFolder: join(folder, 'data'),
  port: await freePort(),
  // Aurora writes no full pages to its log.
  settings: { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' },
});
Object.assign(process.env, {
  DATABASE_URL: postgres.urls.app,
  SUPERUSER_DATABASE_URL: postgres.urls.superuser,
  ALLOW_VOLATILE_DATABASE: 'on',
  DATABASE_QUERY_TIMEOUT_MS: '15000',
  REQUEST_TIMEOUT_MS: '20000',
  ORDER_QUEUE_URL: sqs.ensureQueue('orders'),
  AWS_ENDPOINT_URL_SQS: sqs.endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  METRICS_NAMESPACE: 'bakery-prod',
  MAX_OPEN_ORDERS_PER_ADDRESS: '0',
});
try {
  await migrateDatabase({ connectionString: postgres.urls.owner });
  const measured = {
    firstLoad: await weighFirstLoad(),
    requests: await weighRequests(),
    ...(await weighOrders()),
  };
  await writeFile(file, `${JSON.stringify(measured, null, 2)}\n`);
} finally {
  await closeDatabase();
  await postgres.stop();
  await sqs.stop();
  await rm(folder, { recursive: true, force: true });
}

/** The shop's page and all that it names, compressed as CloudFront does, and its words. */
async function weighFirstLoad() {
  const page = await readFile(new URL('index.html', pages), 'utf8');
  const named = [...page.matchAll(/(?:href|src)="\/([^"#]+\.\w+)/g)].map(([, name = '']) => name);
  const files = ['index.html', 'service-worker.js', ...new Set(named)];
  const words = await largestWords();
  const sizes = await Promise.all([...files, words].map((name) => compressedSize(name)));
  return { files: sizes.length, bytes: sum(sizes) };
}

/** A page loads the words of one language; the largest there are. */
async function largestWords(): Promise<string> {
  const names = (await readdir(new URL('parts', pages))).filter((name) => /^en-.*js$/.test(name));
  const sizes = await Promise.all(names.map((name) => compressedSize(`parts/${name}`)));
  return `parts/${names[sizes.indexOf(Math.max(...sizes))] ?? ''}`;
}

async function compressedSize(name: string): Promise<number> {
  return gzipSync(await readFile(new URL(name, pages))).length;
}

/** One of each request that orders are made of: bytes of the answer and of the log lines. */
async function weighRequests() {
  const functions = await findFunctions();
  const ask = async (route: string, options: Call = {}) => {
    const handler = await loadFunction(functions.get(route) ?? '');
    return weigh(() => handler(newHttpEvent(route, options), newContext()));
  };
  const today = new Date().toISOString().slice(0, 10);
  const placed = await ask('POST /order', { body: newOrder(0) });
  const { order_id: id, token } = JSON.parse(placed.result.body ?? '') as Placed;
  const order = { pathParameters: { id: String(id) }, headers: { 'x-order-token': token } };
  const { headers } = await signInAs('baker');
  const requests = {
    'GET /bakery': await ask('GET /bakery'),
    'GET /manifest': await ask('GET /manifest'),
    'GET /products': await ask('GET /products'),
    'GET /pickup-slots': await ask('GET /pickup-slots', { query: { date: today } }),
    'POST /order': placed,
    'GET /order/{id}': await ask('GET /order/{id}', order),
    'GET /staff/orders': await ask('GET /staff/orders', {
      headers,
      query: { date: today, since: new Date().toISOString() },
    }),
  };
  return Object.fromEntries(
    Object.entries(requests).map(([route, { bytes, logBytes, logLines, result }]) => {
      if ((result.statusCode ?? 200) >= 400) throw new Error(`${route}: ${result.body ?? ''}`);
      return [route, { bytes, logBytes, logLines }];
    }),
  );
}

interface Placed {
  readonly order_id: number;
  readonly token: string;
}

/** Many orders, from placing to Completed: what one adds to the database, and costs it. */
async function weighOrders() {
  const place = await loadFunction('place-order');
  const read = await loadFunction('list-products');
  const processOrders = (await loadFunction('process-order')) as unknown as (
    event: SQSEvent,
    context: object,
  ) => Promise<SQSBatchResponse>;
  await sql(`update products set stock = 1000000 where kind = 'shelf'`);
  await sql(`update settings set slot_capacity = 1000000`);
  await placeMany(place, 50);
  const before = await standing();
  const ids = await placeMany(place, orders);
  let logBytes = 0;
  for (let from = 0; from < orders; from += batch) {
    const bodies = ids
      .slice(from, from + batch)
      .map((order_id) => ({ order_id, correlation_id: crypto.randomUUID() }));
    const weighed = await weigh(() => processOrders(newSqsEvent(bodies), newContext()));
    if (weighed.result.batchItemFailures.length > 0) throw new Error('An order was not processed.');
    logBytes += weighed.logBytes;
  }
  const after = await standing();
  for (let done = 0; done < orders; done++) {
    await weigh(() => read(newHttpEvent('GET /products'), newContext()));
  }
  const afterReads = await standing();
  return {
    order: {
      databaseBytes: Math.round((after.size - before.size) / orders),
      databaseLogBytes: Math.round((after.log - before.log) / orders),
      databaseCpuMs: round((after.cpuMs - before.cpuMs) / orders),
      processorLogBytes: Math.round(logBytes / orders),
    },
    read: { databaseCpuMs: round((afterReads.cpuMs - after.cpuMs) / orders) },
  };
}

async function placeMany(place: HttpFunction, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let number = 1; number <= count; number++) {
    const event = newHttpEvent('POST /order', { body: newOrder(number) });
    const { result } = await weigh(() => place(event, newContext()));
    if (result.statusCode !== 201) throw new Error(result.body);
    ids.push((JSON.parse(result.body ?? '') as Placed).order_id);
  }
  return ids;
}

/** Of two products, by somebody with a name and a phone number. */
function newOrder(number: number) {
  return {
    lines: [
      { product_id: 1 + (number % 4), quantity: 1 },
      { product_id: 5 + (number % 4), quantity: 2 },
    ],
    customer: { name: 'Emma Baker', phone: `+49 30 ${String(1_000_000 + number)}` },
  };
}

async function standing() {
  const [row] = await sql<{ size: string; log: string }>(
    `select pg_database_size(current_database()) as size,
            pg_current_wal_insert_lsn() - '0/0' as log`,
  );
  return { size: Number(row?.size), log: Number(row?.log), cpuMs: await databaseCpuMs() };
}

/** User and system time of every process of the server that lives, by Linux's count of 10 ms. */
async function databaseCpuMs(): Promise<number> {
  const [server] = await readFile(join(folder, 'data/postmaster.pid'), 'utf8').then((text) =>
    text.split('\n'),
  );
  const stats = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  const fields = stats.map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '));
  const ours = fields.filter(([, parent]) => parent === server);
  return 10 * sum(ours.map((field) => Number(field[11]) + Number(field[12])));
}

interface Weighed<Result> {
  readonly result: Result;
  /** Of an answer's body. */
  readonly bytes: number;
  readonly logBytes: number;
  readonly logLines: number;
}

/** Keeps what is logged meanwhile from the terminal, and weighs it. */
async function weigh<Result extends object>(act: () => Promise<Result>): Promise<Weighed<Result>> {
  const write = process.stdout.write.bind(process.stdout);
  let log = '';
  process.stdout.write = (chunk: string | Uint8Array) => {
    log += String(chunk);
    return true;
  };
  try {
    const result = await act();
    const { body = '' } = result as { body?: string };
    return {
      result,
      bytes: Buffer.byteLength(body),
      logBytes: Buffer.byteLength(log),
      logLines: log.split('\n').length - 1,
    };
  } finally {
    process.stdout.write = write;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
