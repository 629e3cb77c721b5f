/**
 * The cost of years of orders and of a large assortment: the same functions in a new bakery, in one with years of
 * orders, in one with few products and in one with many.
 */
import pg from 'pg';
import type { Queryable } from '../../../shared/db/database.ts';
import { insertStaffAccount } from '../../../shared/db/staff-accounts.ts';
import { openSession } from '../../../shared/db/staff-sessions.ts';
import { hashSessionSecret, newSessionSecret } from '../../../shared/security/session-secret.ts';
import { type Bench, interleave, type Scenario } from '../bench.ts';
import type { Task } from '../invoke-handler.ts';
import { createBakery } from '../ours.ts';
import { products } from '../contestant.ts';
import { callsForAll, invoke } from './handlers.ts';

const few = 1_000;

/** Constant, so that the list of a day is equally long in every bakery. */
const ordersPerDay = 250;

export const growth: Scenario = {
  name: 'growth',
  rounds: { usual: 9, quick: 0 },
  isLong: true,
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours) return [];
    // These orders are not processed or read while the scenario runs.
    const bakeries = {
      'a young bakery': await openWith(bench, 'young', few),
      'an old bakery': await openWith(bench, 'old', bench.oldOrders),
      'few products': await openWith(bench, 'few_products', few, 10),
      'many products': await openWith(bench, 'many_products', few, 10_000),
    };
    const measures = new Map(
      Object.entries(bakeries).flatMap(([title, bakery]) =>
        Object.entries(tasksOf(bakery, title.endsWith('bakery'))).map(([name, task]) => [
          `${name}, ${title}`,
          { task, bakery },
        ]),
      ),
    );
    const names = [...measures.keys()].map((name) => ({ name }));
    return interleave(bench, 'growth', names, async (name) => {
      const measure = measures.get(name);
      if (!measure) throw new Error(`There is no ${name}.`);
      const { databaseUrl, oldOrders, kinds } = measure.bakery;
      const { figures, invocations } = await invoke(bench, databaseUrl, measure.task);
      const { per_second = 0 } = figures;
      const rows = await forgetNewOrders(measure.bakery);
      const placed = measure.task.bundle === 'place-order' ? invocations : 0;
      return {
        ...(rows !== placed && { void: `placed ${placed}, rows ${rows}` }),
        figures: { per_second, old_orders: oldOrders, products: kinds },
      };
    });
  },
};

interface Bakery {
  readonly databaseUrl: string;
  readonly oldOrders: number;
  readonly kinds: number;
  /** The cookie of a signed-in member of staff. */
  readonly cookie: string;
  /** The id of the last old order. */
  readonly lastId: number;
}

/** The number of requests for old orders, spread from the last order to the first. */
const requests = 1_000;

type Tasks = Readonly<Record<string, Task>>;

function tasksOf({ cookie, oldOrders, lastId, kinds }: Bakery, isAboutOrders: boolean): Tasks {
  const seconds = 4;
  const placeOrder: Task = {
    bundle: 'place-order',
    route: 'POST /order',
    calls: callsForAll(kinds),
    seconds,
  };
  const listOrders = (query: Readonly<Record<string, string>>): Task => ({
    bundle: 'list-orders',
    route: 'GET /staff/orders',
    calls: [{ headers: { cookie }, query }],
    seconds,
  });
  if (!isAboutOrders) {
    return {
      'place-order': placeOrder,
      'list-products': { bundle: 'list-products', route: 'GET /products', calls: [{}], seconds },
    };
  }
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return {
    'place-order': placeOrder,
    'get-order': {
      bundle: 'get-order',
      route: 'GET /order/{id}',
      calls: Array.from({ length: requests }, (_, n) => ({
        pathParameters: { id: String(lastId - Math.floor((n * oldOrders) / requests)) },
      })),
      seconds,
    },
    'a page of all orders': listOrders({ limit: '50' }),
    'a day on the board': listOrders({ date: yesterday, limit: '200' }),
  };
}

/** Rows per statement. */
const mostAtOnce = 50_000;

async function openWith(
  bench: Bench,
  name: string,
  oldOrders: number,
  kinds = products,
): Promise<Bakery> {
  const databaseUrl = await createBakery(bench.services, name, { kinds });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // Skips the foreign-key checks, which would take longer than the inserts.
  await client.query('set session_replication_role = replica');
  let lastId = 0;
  for (let left = oldOrders; left > 0; left -= mostAtOnce) {
    const values = [left, Math.max(1, left - mostAtOnce + 1), ordersPerDay, kinds];
    const { rows } = await client.query<{ last: number }>(history, values);
    lastId = rows[0]?.last ?? 0;
  }
  bench.say(`growth: ${name} has its ${oldOrders} orders`);
  const cookie = await signIn(client);
  await client.query('vacuum analyze');
  await client.end();
  return { databaseUrl, oldOrders, kinds, cookie, lastId };
}

/** Deletes the orders of a round, so that a new bakery stays small. @returns the number of deleted orders */
async function forgetNewOrders({ databaseUrl, lastId }: Bakery): Promise<number | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // Skips the foreign-key checks, which would take an hour.
  await client.query('set session_replication_role = replica');
  for (const table of ['order_lines', 'order_timeline']) {
    await client.query(`delete from ${table} where order_id > $1`, [lastId]);
  }
  const { rowCount } = await client.query('delete from orders where id > $1', [lastId]);
  await client.query('vacuum analyze orders, order_lines, order_timeline');
  await client.end();
  return rowCount;
}

/** Inserts completed and collected orders, from the `$1`-th before now to the `$2`-th, `$3` orders a day. */
const history = `
  with placed as (
    insert into orders
      (status, request_hash, correlation_id, placed_at, relay_at, pickup_at, collected_at)
    select 'Completed', 'bench', 'bench', at, at, at + interval '1 hour', at + interval '1 hour'
    from generate_series($1::integer, $2::integer, -1) n
    cross join lateral (select now() - n * interval '1 day' / $3::integer as at) as clock
    returning id, placed_at
  ), line as (
    insert into order_lines
      (order_id, line_no, product_id, quantity, product_name, unit_price_minor, allergens)
    select placed.id, 1, p.id, 1 + placed.id % 3, p.name, p.price_minor, p.allergens
    from placed join products p on p.id = 1 + placed.id % $4::integer
  ), timeline as (
    insert into order_timeline (order_id, from_status, to_status, by, at)
    select id, null, 'Pending', 'customer', placed_at from placed
    union all
    select id, 'Pending', 'Completed', 'processor', placed_at from placed
  ), movement as (
    insert into stock_movements (order_id, product_id, units, reason, by, at)
    select id, 1 + id % $4::integer, -1 - id % 3, 'order', 'processor', placed_at from placed
  )
  select max(id) as last from placed`;

async function signIn(client: pg.Client): Promise<string> {
  const db: Queryable = {
    query: async <Row>({ text }: { text: string }, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as Row[],
  };
  const passwordHash = 'none';
  const account = await insertStaffAccount(db, { name: 'bench', role: 'baker', passwordHash });
  const secret = newSessionSecret();
  await openSession(
    db,
    { accountId: account?.id ?? 0, passwordHash },
    hashSessionSecret(secret),
    24,
  );
  return `bakery_session=${secret}`;
}
