/**
 * Measures what the search keys of an order cost the database server, for orders that are placed alone (ADR 26):
 *
 * npm run search-keys -w tests/bench
 *
 * Each round places the same orders as they are, without their words, and without the index of items, and compares the
 * processor time of PostgreSQL with all its processes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findServer, startPostgres } from '../../local/embedded/postgres.ts';
import { closeDatabase, database, type Queryable } from '../../shared/db/database.ts';
import { migrateDatabase } from '../../shared/db/migrate.ts';
import { newRandom } from '../faults/random.ts';
import { freePort } from '../support/free-port.ts';
import { insertOrder } from '../support/insert-order.ts';
import { costsOf } from './process-costs.ts';
import { median, ratioOfMedians } from './statistics.ts';

const rounds = 60;
const ordersPerRound = 1_000;
const earlierOrders = 50_000;

const firstNames = ['Anna', 'Emma', 'Priya', 'Noah', 'Kofi', 'Aisha', 'Oliver'];
const lastNames = ['Schmidt', 'Sharma', 'Okafor', 'Dubois', 'Garcia', 'Rossi', 'Novak', 'Fischer'];

const folder = await mkdtemp(join(tmpdir(), 'bakery-search-keys-'));
const dataFolder = join(folder, 'data');
const postgres = await startPostgres({ dataFolder, port: await freePort() });
process.env['DATABASE_URL'] = postgres.urls.superuser;
process.env['DEMO'] = 'off';
const admin = new pg.Client({ connectionString: postgres.urls.superuser });
let products: readonly number[] = [];
let placed = 0;
try {
  await admin.connect();
  await prepare();
  report(await measure());
} finally {
  await closeDatabase();
  await admin.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function prepare() {
  await migrateDatabase({ connectionString: postgres.urls.owner });
  const { rows } = await admin.query<{ id: number }>(
    `insert into products (name, category, kind, price_minor, allergens, allergens_declared)
     select 'Bread ' || n, 'Bread', 'made_to_order', 500, '{}', true from generate_series(1, 50) as n
     returning id`,
  );
  products = rows.map(({ id }) => id);
  while (placed < earlierOrders) {
    await Promise.all(Array.from({ length: 100 }, () => placeNext(database)));
  }
  await admin.query('vacuum analyze');
}

/** @returns the microseconds of each round for one order, by the way of placing it; the usual way first */
async function measure(): Promise<Map<string, number[]>> {
  const wordless = withoutWords(database);
  const ways: readonly (readonly [string, () => Promise<number>])[] = [
    ['as they are', () => place(database)],
    ['without words', () => place(wordless)],
    ['without the index of items', placeWithoutIndex],
  ];
  const costs = new Map(ways.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of ways) costs.get(name)?.push(await way());
  }
  return costs;
}

function report(costs: ReadonlyMap<string, readonly number[]>) {
  const [usual = []] = costs.values();
  const random = newRandom(1);
  for (const [name, others] of costs) {
    const { low, high } = ratioOfMedians(others, usual, random);
    const cost = Math.round(median(others));
    const less = Math.round(median(usual) - median(others));
    const ratio = `${low.toFixed(2)} to ${high.toFixed(2)}`;
    process.stdout.write(`${name}: ${cost} µs, ${less} µs less, ratio ${ratio}\n`);
  }
}

async function placeWithoutIndex(): Promise<number> {
  await admin.query('drop index order_lines_item');
  const cost = await place(database);
  await admin.query(
    'create index order_lines_item on order_lines (product_name collate "C", order_id)',
  );
  return cost;
}

/** @returns the processor time of PostgreSQL for one order, in microseconds */
async function place(db: Queryable): Promise<number> {
  await admin.query('checkpoint');
  const before = await cpuSeconds();
  for (let n = 0; n < ordersPerRound; n++) await placeNext(db);
  return (((await cpuSeconds()) - before) / ordersPerRound) * 1_000_000;
}

async function cpuSeconds(): Promise<number> {
  const server = await findServer(dataFolder);
  if (server === undefined) throw new Error('PostgreSQL is not running.');
  return (await costsOf([server])).cpuSeconds;
}

function placeNext(db: Queryable) {
  const n = placed++;
  const [first, last] = [firstNames, lastNames].map((names) => names[n % names.length]);
  return insertOrder(db, {
    lines: [{ product_id: products[n % products.length] ?? 0, quantity: 2 }],
    customer: {
      name: `${first} ${last}`,
      phone: `+91 98${String(n).padStart(8, '0')}`,
      email: `customer-${n}@example.com`,
    },
    pickupAt: new Date(Date.now() + 86_400_000),
    correlationId: 'bench',
    idempotencyKey: null,
    requestHash: 'bench',
  });
}

/** Places an order without its words: the parameter that has them, the only one with many, becomes null. */
function withoutWords(db: Queryable): Queryable {
  const isWords = (value: unknown) =>
    Array.isArray(value) && typeof value[0] === 'string' && value[0].split(' ').length > 10;
  return {
    query: (statement, values = []) =>
      db.query(
        statement,
        values.map((value) => (isWords(value) ? [null] : value)),
      ),
  };
}
