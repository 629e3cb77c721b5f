/** One run: a world, a load, faults, and the checker's result. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import type { Verdict } from './checker.ts';
import type { DriverOptions } from './driver.ts';
import type { World } from './world.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The supplies that orders compete for in this world. */
export interface Supplies {
  readonly products: readonly number[];
  readonly pickups: readonly string[];
}

/**
 * Adds shelf and made-to-order products: plentiful ones, which never sell out, and scarce ones, for which orders compete. The
 * made-to-order products also take from a pool that never fills up. Slots fill up one after the other. Lead times and cut-offs
 * are disabled, because they do not depend on faults.
 */
export async function stockUp({ database }: Pick<World, 'database'>): Promise<Supplies> {
  const products = await database.query<{ id: number }>(`
    with product as (
      insert into products (name, kind, price_minor, stock, daily_capacity)
      values ('Plenty', 'shelf', 100, 1000000, null), ('Scarce', 'shelf', 100, 100, null),
        ('Plenty of cake', 'made_to_order', 100, null, 3000), ('Rare cake', 'made_to_order', 100, null, 40)
      returning id, stock
    ), pool as (
      insert into pools (name, name_key, unit) select 'Oven ' || id, 'oven ' || id, 'trays'
      from (select max(id) as id from product) as last returning id
    ), weekdays as (
      insert into pool_weekdays (pool_id, weekday, units) select id, weekday, 1000000 from pool, generate_series(1, 7) as weekday
    ), uses as (
      insert into product_pools (product_id, pool_id, weight) select product.id, pool.id, 3 from product, pool where stock is null
    ), delivered as (
      insert into stock_movements (product_id, units, reason, by)
      select id, stock, 'delivery', 'faults' from product where stock > 0
    )
    select id from product order by id`);
  // Far enough ahead that all slots are in the future under any clock of the world.
  const slots = await database.query<{ at: Date }>(`
    update settings set slot_capacity = 1000, time_zone = 'UTC', days_ahead = 30
    returning date_bin('1 day', now(), 'epoch') + interval '3 days 10 hours' as at`);
  const first = slots[0]?.at.getTime() ?? 0;
  const minutes = Array.from(
    { length: 12 * 12 },
    (_, n) => (n % 12) * 1_440 + Math.floor(n / 12) * 30,
  );
  return {
    products: products.map(({ id }) => id),
    pickups: minutes.map((after) => new Date(first + after * 60_000).toISOString()),
  };
}

/** How many orders a race places. */
const clients = 200;

/** The supply of a race by date: the plan of a daily product, and what it leaves of a pool to cakes of two units. */
const contested = [
  { planned: 5, left: 5 },
  { planned: 5, left: 5 },
  { planned: 4, left: 4 },
];

/**
 * Adds the last 20 units of three dates and one pool: 14 of a daily product and 6 of a made-to-order product. The dates
 * are later than the slots of other orders.
 */
export async function stockUpForRace({ database }: Pick<World, 'database'>): Promise<Supplies> {
  const today = dateAt(new Date(), 'UTC');
  const dates = contested.map((_, day) => addDays(today, 21 + day));
  const products = await database.query<{ id: number }>(
    `
    with product as (
      insert into products (name, kind, price_minor, stock, is_daily)
      values ('Contested roll', 'shelf', 100, 0, true), ('Contested cake', 'made_to_order', 100, null, false)
      returning id, is_daily
    ), pool as (
      insert into pools (name, name_key, unit) select 'Pool ' || id, 'pool ' || id, 'trays'
      from product where is_daily returning id
    ), uses as (
      insert into product_pools (product_id, pool_id, weight)
      select product.id, pool.id, case when is_daily then 1 else 2 end from product, pool
    ), days as (
      select date, planned, free from unnest($1::date[], $2::integer[], $3::integer[]) as d (date, planned, free)
    ), plans as (
      insert into product_dates (product_id, date, units, reserve)
      select id, date, planned, 0 from product, days where is_daily
    ), capacities as (
      insert into pool_dates (pool_id, date, units) select id, date, planned + free from pool, days
    )
    select id from product order by id`,
    [dates, contested.map(({ planned }) => planned), contested.map(({ left }) => left)],
  );
  return {
    products: products.map(({ id }) => id),
    pickups: dates.map((date) => instantAt(date, '12:00', 'UTC').toISOString()),
  };
}

/** 200 clients race for 20 units. @param seed differs from those of the other drivers */
export async function startRace(world: World, seed: number): Promise<Driver> {
  const supplies = await stockUpForRace(world);
  const options = { seed, lanes: 20, orders: clients, pauseMs: 500, isRace: true };
  return startDriver(world, supplies, options);
}

/** Delivers a few scarce units, so that orders keep competing. */
export async function restock({ database }: World, { products }: Supplies): Promise<void> {
  await database.query(
    `with locked as materialized (select pg_advisory_xact_lock(hashtext('bakery allocation'))),
     delivered as (
       insert into stock_movements (product_id, units, reason, by)
       select $1, 20, 'delivery', 'faults' from locked
     )
     update products set stock = stock + 20 where id = $1`,
    [products[1]],
  );
}

export interface Driver {
  readonly journal: string;
  /** Stops the driver after its pending orders. @throws when the driver has failed */
  finish(): Promise<void>;
}

let drivers = 0;

export function startDriver(
  world: World,
  supplies: Supplies,
  options: Pick<DriverOptions, 'seed' | 'lanes' | 'orders' | 'pauseMs' | 'isRace'>,
): Driver {
  const journal = join(world.folder, `journal-${++drivers}`);
  const given: DriverOptions = { url: world.url, journal, ...supplies, ...options };
  const child = spawn(process.execPath, [join(here, 'driver.ts'), JSON.stringify(given)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const endWithParent = () => child.kill('SIGKILL');
  process.once('exit', endWithParent);
  const ended = once(child, 'exit').finally(() => process.off('exit', endWithParent));
  return {
    journal,
    async finish() {
      if (options.orders === undefined) child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`The driver ended with ${String(code)}.`);
    },
  };
}

/**
 * Waits until every order has been decided.
 * @param passesTime whether time passes faster for the relay: each poll makes pending orders due half
 * a minute earlier
 * @returns whether all orders were decided in time; the checker reports the other orders
 */
export async function settle(
  { database }: World,
  withinMs: number,
  passesTime: boolean,
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const [row] = await database.query<{ pending: number }>(
      `select count(*)::integer as pending from orders where status = 'Pending'`,
    );
    if (row?.pending === 0) return true;
    if (passesTime) {
      await database.query(
        `update orders set relay_at = relay_at - interval '30 seconds' where status = 'Pending'`,
      );
    }
    await setTimeout(200);
  }
  return false;
}

/** The checker's result, from a process that uses the journals and the database only. */
export async function judge({ database }: World, ...journals: readonly string[]): Promise<Verdict> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(here, 'checker.ts'), database.url, ...journals],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Verdict;
}

/** Whether there are no findings, and enough orders to be meaningful. */
export function isClean(verdict: Verdict): boolean {
  const { acknowledged, unknown, ended } = verdict;
  const isAlive = ended.Completed > 0 && ended.Processing > 0 && unknown <= acknowledged / 100;
  const isSound = Object.values(verdict).every(
    (value) => !Array.isArray(value) || value.length === 0,
  );
  return isAlive && isSound;
}
