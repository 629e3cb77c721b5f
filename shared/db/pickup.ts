import type { OrderingRules } from '../domain/availability.ts';
import type { DayBounds } from '../domain/calendar.ts';
import type { DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { type SlotUsage, toSlotUsage } from '../domain/slot-usage.ts';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { orderingRules } from './ordering-rules.ts';
import { selectTaken, startsAround, toTakenSpans } from './pickup-spans.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

export type WantedProduct = DayProduct & OrderingRules;

/** Parameter `$1`: the product ids. Unknown products are left out. */
const selectWanted = `
  select p.id as "productId", p.supply as kind, p.daily_capacity as "dailyCapacity", ${orderingRules('p')}
  from products p
  where p.id = any($1::integer[]) and p.active`;

/** Everything that decides whether an order can be placed, for a pickup time or for the first free one. */
export interface OrderingOutlook {
  readonly rules: PickupRules;
  readonly products: readonly WantedProduct[];
  /** Usage of the slots between the given instants. */
  readonly slotUsage: SlotUsage;
  readonly days: DaySupplies;
}

interface OutlookRow extends DaySupplyRows {
  readonly products: readonly WantedProduct[];
  readonly spans: readonly unknown[];
}

interface Wanted {
  readonly productIds: readonly number[];
  readonly bounds: DayBounds;
}

/** The outlook for orders, in one round trip, which concurrent requests share. @param bounds of the slots whose usage is read */
export function findOrderingOutlook(
  db: Queryable,
  productIds: readonly number[],
  bounds: DayBounds,
): Promise<OrderingOutlook> {
  return findBatched(db, { productIds, bounds });
}

const findBatched = batched(findOutlooks);

async function findOutlooks(db: Queryable, wanted: readonly Wanted[]): Promise<OrderingOutlook[]> {
  const ids = new Set(wanted.flatMap(({ productIds }) => productIds));
  const bounds = wanted.map((one) => one.bounds);
  const rows = await db.query<OutlookRow>(
    {
      name: 'find-ordering-outlook',
      text: `
        select rules.*,
          (select coalesce(jsonb_agg(w), '[]') from (${selectWanted}) as w) as products,
          (select coalesce(jsonb_agg(t), '[]')
           from (${selectTaken('$2::timestamptz', '$3::timestamptz')}) as t) as spans,
          ${daySupplyColumns({ productIds: '$1::integer[]' })}
        from (${selectPickupRules}) as rules`,
    },
    [[...ids], ...startsAround(allOf(bounds))],
  );
  const [row] = rows;
  if (!row) throw new Error('find-ordering-outlook returned no row');
  const rules = toPickupRules(rows);
  const slotUsage = toSlotUsage(toTakenSpans(row.spans, rules.slotMinutes));
  const days = toDaySupplies(row);
  return wanted.map(({ productIds }) => ({
    rules,
    products: row.products.filter(({ productId }) => productIds.includes(productId)),
    slotUsage,
    days,
  }));
}

/** The range that contains all ranges. */
function allOf(bounds: readonly DayBounds[]): DayBounds {
  const from = Math.min(...bounds.map((one) => one.from.getTime()));
  const to = Math.max(...bounds.map((one) => one.to.getTime()));
  return { from: new Date(from), to: new Date(to) };
}
