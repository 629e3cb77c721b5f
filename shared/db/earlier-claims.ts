import { toEarlierClaims, type UnclaimedOrder } from '../domain/earlier-claims.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { insertClaims, selectClaims, takePools, toClaimArrays } from './claims.ts';
import type { Queryable } from './database.ts';
import { getPickupRules } from './settings.ts';

/**
 * Writes the claims of orders that were accepted by a release without claims. Their units are counted as taken
 * already, except those of pools, which are counted here. An order that is locked waits for the next run.
 * @returns the number of these orders that were found, at most `limit`
 */
export async function writeEarlierClaims(db: Queryable, limit: number): Promise<number> {
  const rows = await findUnclaimed(db, 'find-unclaimed-orders', 'order by id limit $1', limit);
  return rows.length === 0 ? 0 : writeClaimsOf(db, rows, await getPickupRules(db));
}

/** Writes the claims of an order in the same way. The caller has locked the order. */
export async function writeEarlierClaimsOf(
  db: Queryable,
  orderId: number,
  rules: PickupRules,
): Promise<void> {
  const rows = await findUnclaimed(db, 'find-unclaimed-order', 'and id = $1', orderId);
  await writeClaimsOf(db, rows, rules);
}

/** SQL condition on the order `o`, as in the index orders_unclaimed. */
export const isUnclaimed = `o.pickup_date is null and o.status in ('Processing', 'Completed')`;

interface UnclaimedLineRow {
  readonly id: number;
  readonly placed_at: Date;
  readonly pickup_at: Date | null;
  readonly pickup_ends_at: Date | null;
  readonly line_no: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly is_stocked: boolean;
  readonly pools: UnclaimedOrder['lines'][number]['pools'];
}

/** @param which SQL that selects some of these orders by `$1` */
function findUnclaimed(
  db: Queryable,
  name: string,
  which: string,
  value: number,
): Promise<UnclaimedLineRow[]> {
  return db.query<UnclaimedLineRow>(
    {
      name,
      text: `
        with unclaimed as materialized (
          select id, placed_at, pickup_at, pickup_ends_at from orders o
          where ${isUnclaimed} ${which}
        )
        select o.*, l.line_no, l.product_id, l.quantity,
          (select coalesce(sum(units), 0) < 0 from stock_movements m
           where m.order_id = o.id and m.product_id = l.product_id) as is_stocked,
          (select coalesce(jsonb_agg(jsonb_build_object('poolId', pool_id, 'weight', weight) order by pool_id), '[]')
           from product_pools u
           join products p on p.id = u.product_id and p.supply = 'made_to_order'
           where u.product_id = l.product_id) as pools
        from unclaimed o
        join order_lines l on l.order_id = o.id
        order by o.id, l.line_no`,
    },
    [value],
  );
}

async function writeClaimsOf(
  db: Queryable,
  rows: readonly UnclaimedLineRow[],
  rules: PickupRules,
): Promise<number> {
  const orders = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(toOrder);
  const claimed = orders.map((order) => toEarlierClaims(order, rules));
  await db.query(
    {
      name: 'write-earlier-claims',
      text: `
        with unclaimed as materialized (
          select o.id, d.pickup_date, o.pickup_ends_at
          from unnest($1::integer[], $2::date[]) as d (id, pickup_date)
          join orders o on o.id = d.id
          where ${isUnclaimed}
          for no key update of o skip locked
        ), claimed as (
          select c.* from (${selectClaims(3)}) c join unclaimed on unclaimed.id = c.order_id
        ), ${insertClaims}, ${takePools}, span as (
          -- The first release has counted the units of its orders by the start of their slot only.
          insert into pickup_spans as s (starts_at, ends_at, units_taken)
          select starts_at, ends_at, sum(units)
          from claimed join unclaimed on id = order_id and pickup_ends_at is null
          where source = 'slot'
          group by starts_at, ends_at
          on conflict (starts_at, ends_at) do update set units_taken = s.units_taken + excluded.units_taken
        )
        update orders o set pickup_date = u.pickup_date
        from unclaimed u
        where o.id = u.id`,
    },
    [
      claimed.map(({ orderId }) => orderId),
      claimed.map(({ pickupDate }) => pickupDate),
      ...toClaimArrays(claimed),
    ],
  );
  return claimed.length;
}

function toOrder(lines: readonly UnclaimedLineRow[]): UnclaimedOrder[] {
  const [order] = lines;
  if (!order) return [];
  return [
    {
      id: order.id,
      placedAt: order.placed_at,
      pickupAt: order.pickup_at,
      pickupEndsAt: order.pickup_ends_at,
      lines: lines.map((line) => ({
        lineNo: line.line_no,
        productId: line.product_id,
        quantity: line.quantity,
        isStocked: line.is_stocked,
        pools: line.pools,
      })),
    },
  ];
}
