import type { OrderingRules } from '../domain/availability.ts';
import type { DayBounds } from '../domain/calendar.ts';
import type { DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { type SlotUsage, toSlotUsage } from '../domain/slot-usage.ts';
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

/** Everything that decides whether an order can have a pickup time. */
export interface PickupOutlook {
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

/** The outlook for pickups between two instants, in one round trip. */
export async function findPickupOutlook(
  db: Queryable,
  productIds: readonly number[],
  bounds: DayBounds,
): Promise<PickupOutlook> {
  const rows = await db.query<OutlookRow>(
    {
      name: 'find-pickup-outlook',
      text: `
        select rules.*,
          (select coalesce(jsonb_agg(w), '[]') from (${selectWanted}) as w) as products,
          (select coalesce(jsonb_agg(t), '[]')
           from (${selectTaken('$2::timestamptz', '$3::timestamptz')}) as t) as spans,
          ${daySupplyColumns('$1::integer[]')}
        from (${selectPickupRules}) as rules`,
    },
    [productIds, ...startsAround(bounds)],
  );
  const [row] = rows;
  if (!row) throw new Error('find-pickup-outlook returned no row');
  const rules = toPickupRules(rows);
  return {
    rules,
    products: row.products,
    slotUsage: toSlotUsage(toTakenSpans(row.spans, rules.slotMinutes)),
    days: toDaySupplies(row),
  };
}
