import type { LocalDate } from '../domain/calendar.ts';
import type { Claim } from '../domain/claims.ts';
import type { DayProduct } from '../domain/day-supply.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { findShortfalls, type Shortfall } from '../domain/shortfalls.ts';
import { shareTime } from '../domain/slot-usage.ts';
import type { Queryable } from './database.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { selectTaken, toTakenSpans } from './pickup-spans.ts';
import { isUncollected } from './uncollected-orders.ts';

/** An order that takes from a short supply, and may still be picked up. */
export interface ConcernedOrder {
  readonly id: number;
  readonly pickupAt: Date | null;
  readonly customerName: string | null;
  /** What the order takes of the supply. */
  readonly units: number;
}

export type ListedShortfall = Shortfall & {
  /** Of the product or the pool; empty for a slot. */
  readonly name: string;
  /** What a pool counts; empty for other supplies. */
  readonly unit: string;
  /** By pickup time. */
  readonly orders: readonly ConcernedOrder[];
};

interface AheadRow extends DaySupplyRows {
  readonly products: readonly (DayProduct & { readonly name: string })[];
  readonly namedPools: readonly { poolId: number; name: string; unit: string }[];
  readonly spans: readonly unknown[];
}

/**
 * The supplies from today on of which more is taken than there is, with the orders that take from them. A supply whose
 * orders were all picked up is left out, unless it is overplanned.
 */
export async function listShortfalls(
  db: Queryable,
  rules: PickupRules,
  now: Date,
): Promise<ListedShortfall[]> {
  const [row] = await db.query<AheadRow>({
    name: 'find-supplies-ahead',
    text: `
      select
        (select coalesce(jsonb_agg(jsonb_build_object(
           'productId', id, 'name', name, 'kind', supply, 'dailyCapacity', daily_capacity) order by position, id), '[]')
         from products where supply <> 'shelf') as products,
        (select coalesce(jsonb_agg(jsonb_build_object('poolId', id, 'name', name, 'unit', unit) order by name_key), '[]')
         from pools) as "namedPools",
        (select coalesce(jsonb_agg(t), '[]')
         from (${selectTaken(`now() - interval '4 hours'`)}) as t) as spans,
        ${daySupplyColumns()}`,
  });
  if (!row) throw new Error('find-supplies-ahead returned no row');
  const { products, namedPools } = row;
  const shortfalls = findShortfalls(
    {
      products,
      poolIds: namedPools.map(({ poolId }) => poolId),
      days: toDaySupplies(row),
      spans: toTakenSpans(row.spans, rules.slotMinutes),
    },
    rules,
    now,
  );
  if (shortfalls.length === 0) return [];
  const claims = await findClaimsOn(db, shortfalls.flatMap(datesOf));
  return shortfalls
    .map((shortfall) => ({
      ...shortfall,
      ...nameOf(shortfall, row),
      orders: toOrders(claims.filter((claim) => takesFrom(claim, shortfall))),
    }))
    .filter(({ orders, isOverplanned }) => orders.length > 0 || isOverplanned);
}

/** The business days of the orders that may take from the supply. */
function datesOf(shortfall: Shortfall): LocalDate[] {
  if (shortfall.of !== 'slot') return [shortfall.date];
  return [shortfall.slot.openedOn, shortfall.slot.date];
}

function nameOf(shortfall: Shortfall, { products, namedPools }: AheadRow) {
  switch (shortfall.of) {
    case 'product': {
      const product = products.find(({ productId }) => productId === shortfall.productId);
      return { name: product?.name ?? '', unit: '' };
    }
    case 'pool': {
      const pool = namedPools.find(({ poolId }) => poolId === shortfall.poolId);
      return { name: pool?.name ?? '', unit: pool?.unit ?? '' };
    }
    case 'slot':
      return { name: '', unit: '' };
  }
}

interface ClaimRow extends ConcernedOrder {
  readonly source: Claim['source'];
  readonly productId: number | null;
  readonly poolId: number | null;
  readonly date: LocalDate | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

/** The claims of the orders of some days that may still be picked up. */
function findClaimsOn(db: Queryable, dates: readonly LocalDate[]): Promise<ClaimRow[]> {
  return db.query<ClaimRow>(
    {
      name: 'find-claims-on',
      text: `
        select o.id, o.pickup_at as "pickupAt", o.customer_name as "customerName", c.source,
          c.product_id as "productId", c.pool_id as "poolId", c.date::text, c.starts_at as "startsAt",
          c.ends_at as "endsAt", c.units
        from orders o
        join claims c on c.order_id = o.id and c.source <> 'stock'
        where ${isUncollected} and o.pickup_date = any($1::date[])
        order by o.pickup_at, o.id`,
    },
    [dates],
  );
}

function takesFrom(claim: ClaimRow, shortfall: Shortfall): boolean {
  switch (shortfall.of) {
    case 'product':
      return (
        (claim.source === 'plan' || claim.source === 'capacity') &&
        claim.productId === shortfall.productId &&
        claim.date === shortfall.date
      );
    case 'pool':
      return (
        claim.source === 'pool' &&
        claim.poolId === shortfall.poolId &&
        claim.date === shortfall.date
      );
    case 'slot': {
      const { startsAt, endsAt } = claim;
      const isSlot = startsAt !== null && endsAt !== null;
      return isSlot && shareTime(toTimes({ startsAt, endsAt }), toTimes(shortfall.slot));
    }
  }
}

function toTimes({ startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }) {
  return { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
}

/** An order may take from a supply with several lines. */
function toOrders(claims: readonly ClaimRow[]): ConcernedOrder[] {
  return [...Map.groupBy(claims, ({ id }) => id).values()].flatMap((ofOrder) => {
    const [first] = ofOrder;
    if (!first) return [];
    const { id, pickupAt, customerName } = first;
    return [
      { id, pickupAt, customerName, units: ofOrder.reduce((sum, { units }) => sum + units, 0) },
    ];
  });
}
