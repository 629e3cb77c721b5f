import type { CreatePoolRequest, Pool } from '../contract/pools.ts';
import { type LocalDate, weekdayOf } from '../domain/calendar.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, isForeignKeyRefusal, type Queryable } from './database.ts';
import { utcToday } from './utc-date.ts';

const columns = `
  p.id, p.name, p.unit, p.version,
  (select coalesce(jsonb_agg(units order by weekday), '[]') from pool_weekdays where pool_id = p.id) as weekdays,
  (select coalesce(jsonb_agg(jsonb_build_object('date', date, 'units', units) order by date), '[]')
   from pool_dates where pool_id = p.id and date >= ${utcToday} - 1) as dates,
  (select coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'weight', weight) order by product_id), '[]')
   from product_pools where pool_id = p.id) as products`;

/** All pools, by name. */
export function findPools(db: Queryable): Promise<Pool[]> {
  return db.query<Pool>({
    name: 'find-pools',
    text: `select ${columns} from pools p order by name_key, id`,
  });
}

/** @throws when there is no such pool */
async function getPool(db: Queryable, id: number): Promise<Pool> {
  const [pool] = await db.query<Pool>(
    { name: 'get-pool', text: `select ${columns} from pools p where id = $1` },
    [id],
  );
  if (!pool) throw new Error('get-pool returned no row');
  return pool;
}

function toNameKey(name: string): string {
  return name.toLowerCase().normalize('NFC');
}

/** @returns undefined when another pool has this name */
export async function insertPool(
  db: Queryable,
  pool: CreatePoolRequest,
): Promise<Pool | undefined> {
  const [row] = await db.query<{ id: number }>(
    {
      name: 'insert-pool',
      text: `
        with created as (
          insert into pools (name, name_key, unit) values ($1, $2, $3)
          on conflict (name_key) do nothing
          returning id
        ), weekdays as (
          insert into pool_weekdays (pool_id, weekday, units)
          select id, weekday, units from created, unnest($4::integer[]) with ordinality as w (units, weekday)
        )
        select id from created`,
    },
    [pool.name, toNameKey(pool.name), pool.unit, pool.weekdays],
  );
  return row && { ...pool, id: row.id, dates: [], products: [], version: 1 };
}

export type ChangedPool =
  | { readonly kind: 'changed'; readonly pool: Pool }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'name-taken' }
  | { readonly kind: 'stale' };

/** Changes a pool, unless its version has changed. */
export async function changePool(
  db: Queryable,
  id: number,
  { name, unit, weekdays, version }: CreatePoolRequest & { readonly version: number },
): Promise<ChangedPool> {
  const [row] = await db.query<{ found: boolean; taken: boolean; changed: boolean }>(
    {
      name: 'change-pool',
      text: `
        with taken as (
          select id from pools where name_key = $4 and id <> $1
        ), changed as (
          update pools set name = $3, name_key = $4, unit = $5, version = version + 1
          where id = $1 and version = $2 and not exists (select from taken)
          returning id
        ), weekdays as (
          insert into pool_weekdays (pool_id, weekday, units)
          select id, weekday, units from changed, unnest($6::integer[]) with ordinality as w (units, weekday)
          on conflict (pool_id, weekday) do update set units = excluded.units
        )
        select exists (select from pools where id = $1) as found, exists (select from taken) as taken,
          exists (select from changed) as changed`,
    },
    [id, version, name, toNameKey(name), unit, weekdays],
  );
  if (row?.changed) return { kind: 'changed', pool: await getPool(db, id) };
  if (!row?.found) return { kind: 'unknown' };
  return { kind: row.taken ? 'name-taken' : 'stale' };
}

/** Deletes a pool, unless a product uses it. Claims of earlier orders stay. */
export async function deletePool(
  db: Queryable,
  id: number,
): Promise<'deleted' | 'unknown' | 'used'> {
  try {
    const rows = await db.query(
      { name: 'delete-pool', text: `delete from pools where id = $1 returning id` },
      [id],
    );
    return rows.length > 0 ? 'deleted' : 'unknown';
  } catch (error) {
    if (isForeignKeyRefusal(error)) return 'used';
    throw error;
  }
}

export type WrittenPoolDate =
  | { readonly kind: 'written' | 'unknown' }
  /** Nothing is written, because the capacity is not as expected. */
  | { readonly kind: 'stale'; readonly current: number };

/**
 * Changes the capacity of a pool on a date.
 * @param units null lets the date follow its weekday
 * @param expected the capacity that the change is based on; without it, any
 */
export async function writePoolDate(
  id: number,
  date: LocalDate,
  units: number | null,
  expected?: number,
): Promise<WrittenPoolDate> {
  try {
    return await inTransaction(
      async (transaction) => {
        const [row] = await transaction.query<{ current: number; is_stale: boolean }>(
          {
            name: 'write-pool-date',
            text: `
              with before as (
                select p.id, coalesce(d.units, w.units) as current,
                  $5::integer is not null and coalesce(d.units, w.units) is distinct from $5::integer as is_stale
                from pools p
                left join pool_weekdays w on w.pool_id = p.id and w.weekday = $3::smallint
                left join pool_dates d on d.pool_id = p.id and d.date = $2::date
                where p.id = $1
              ), deleted as (
                delete from pool_dates d using before b
                where d.pool_id = b.id and d.date = $2::date and $4::integer is null and not b.is_stale
              ), changed as (
                insert into pool_dates (pool_id, date, units)
                select id, $2::date, $4::integer from before where $4::integer is not null and not is_stale
                on conflict (pool_id, date) do update set units = excluded.units
              )
              select current, is_stale from before`,
          },
          [id, date, weekdayOf(date), units, expected ?? null],
        );
        if (!row) return { kind: 'unknown' };
        return row.is_stale ? { kind: 'stale', current: row.current } : { kind: 'written' };
      },
      [lockAllocation],
    );
  } catch (error) {
    // The pool was deleted at the same time.
    if (isForeignKeyRefusal(error)) return { kind: 'unknown' };
    throw error;
  }
}

/** Those of the pools that do not exist. */
export async function findUnknownPools(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    {
      name: 'find-unknown-pools',
      text: `select id from unnest($1::integer[]) as id except select id from pools`,
    },
    [ids],
  );
  return rows.map(({ id }) => id);
}
