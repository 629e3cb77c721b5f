import type { DayBounds } from '../domain/calendar.ts';
import type { DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { PickupDemand, PickupRules } from '../domain/pickup.ts';
import { type SlotUsage, toSlotUsage } from '../domain/slot-usage.ts';
import type { Queryable } from './database.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { selectTaken, startsAround, toTakenSpans } from './pickup-spans.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

interface WantedProduct extends DayProduct {
  readonly leadTimeHours: number;
}

/** Parameter `$1`: the product ids. Unknown products are left out. */
const selectWanted = `
  select id as "productId", supply as kind, daily_capacity as "dailyCapacity", lead_time_hours as "leadTimeHours"
  from products
  where id = any($1::integer[]) and active`;

/** Everything that decides whether an order can have a pickup time. */
export interface PickupOutlook {
  readonly rules: PickupRules;
  readonly needs: Omit<PickupDemand, 'units'>;
  readonly products: readonly DayProduct[];
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
    needs: toNeeds(row.products),
    products: row.products,
    slotUsage: toSlotUsage(toTakenSpans(row.spans, rules.slotMinutes)),
    days: toDaySupplies(row),
  };
}

/** What these products require of a slot, whatever their quantity. */
function toNeeds(products: readonly WantedProduct[]): Omit<PickupDemand, 'units'> {
  return {
    leadTimeHours: Math.max(0, ...products.map(({ leadTimeHours }) => leadTimeHours)),
    needsBaking: products.some(({ kind }) => kind === 'made_to_order'),
  };
}
