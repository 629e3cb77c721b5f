import type { Allergen, DeclaredAllergens } from '../domain/allergens.ts';
import type { OrderingRules } from '../domain/availability.ts';
import { type LocalDate, widestBounds } from '../domain/calendar.ts';
import { type DayProduct, type DaySupplies, unitsLeftOn } from '../domain/day-supply.ts';
import type { OptionGroup } from '../domain/options.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { type SlotUsage, toSlotUsage } from '../domain/slot-usage.ts';
import type { Queryable } from './database.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { declaredAllergens, declaredTraces } from './declared-allergens.ts';
import { optionGroupsOf } from './options.ts';
import { orderingRules } from './ordering-rules.ts';
import { selectTaken, startsAround, toTakenSpans } from './pickup-spans.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

export interface ProductRow extends DayProduct, OrderingRules {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly allergens: DeclaredAllergens;
  /** Allergens of which the product may contain traces. */
  readonly traces: readonly Allergen[];
  /** The path of the picture, "/pictures/5f…"; null without a picture. */
  readonly picture: string | null;
  readonly price_minor: number;
  /** Units in stock of a shelf product. */
  readonly stock: number | null;
  /** ISO 8601, with an offset. */
  readonly sale_opens_at: string | null;
  readonly sale_closes_at: string | null;
  readonly min_quantity: number;
  readonly quantity_step: number;
  readonly max_quantity: number | null;
  readonly optionGroups: readonly OptionGroup[];
}

/** The products on sale in the order of the catalogue, and everything that decides when they are available. */
export interface Offer {
  readonly products: readonly ProductRow[];
  readonly rules: PickupRules;
  readonly days: DaySupplies;
  /** Usage of the slots of the wanted date; of no slots without a date. */
  readonly slotUsage: SlotUsage;
}

interface OfferRow extends DaySupplyRows {
  readonly products: readonly ProductRow[];
  readonly spans: readonly unknown[];
}

/**
 * The units of a product that another order can take on a day; null for no limit.
 * @param usesReserve whether the order may take units that are kept for walk-in customers
 */
export function unitsLeftOf(
  product: ProductRow,
  date: LocalDate,
  days: DaySupplies,
  usesReserve: boolean,
): number | null {
  return product.kind === 'shelf' ? product.stock : unitsLeftOn(days, product, date, usesReserve);
}

/** @param date whose slots are counted; without it, no slot is */
export async function findOffer(db: Queryable, date?: LocalDate): Promise<Offer> {
  const range = date === undefined ? [null, null] : startsAround(widestBounds(date));
  const rows = await db.query<OfferRow>(
    {
      name: 'find-offer',
      text: `
        select rules.*,
          (select coalesce(jsonb_agg(o), '[]') from (${selectProducts}) as o) as products,
          (select coalesce(jsonb_agg(t), '[]')
           from (${selectTaken('$1::timestamptz', '$2::timestamptz')}) as t) as spans,
          ${daySupplyColumns()}
        from (${selectPickupRules}) as rules`,
    },
    range,
  );
  const [row] = rows;
  if (!row) throw new Error('find-offer returned no row');
  const rules = toPickupRules(rows);
  return {
    products: row.products,
    rules,
    days: toDaySupplies(row),
    slotUsage: toSlotUsage(toTakenSpans(row.spans, rules.slotMinutes)),
  };
}

const selectProducts = `
  select p.id, p.id as "productId", p.name, p.category, p.description, p.price_minor, p.supply as kind,
    ${declaredAllergens('p')} as allergens, ${declaredTraces('p')} as traces,
    ${orderingRules('p')},
    p.sale_opens_at, p.sale_closes_at, p.min_quantity, p.quantity_step, p.max_quantity,
    '/pictures/' || p.picture as picture, p.daily_capacity as "dailyCapacity",
    case when p.supply = 'shelf' then p.stock end as stock, ${optionGroupsOf('p.id')} as "optionGroups"
  from products p
  where p.active
  order by p.position, p.id`;

/** The parts of a product that its page shows before the scripts run. */
export interface OfferedProduct {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** The path of the product's picture, or else of the bakery's logo; null without either. */
  readonly picture: string | null;
  readonly bakery_name: string;
}

/** @returns undefined when the product is off sale or does not exist */
export async function findOfferedProduct(
  db: Queryable,
  id: number,
): Promise<OfferedProduct | undefined> {
  const [row] = await db.query<OfferedProduct>(
    {
      name: 'find-offered-product',
      text: `
        select p.id, p.name, p.description, s.bakery_name,
          '/pictures/' || coalesce(p.picture, (select hash from bakery_logo)) as picture
        from products p
        cross join settings s
        where p.id = $1 and p.active`,
    },
    [id],
  );
  return row;
}
