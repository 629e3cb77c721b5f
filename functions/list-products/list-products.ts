import type { ListProductsQuery, Product } from '../../shared/contract/products.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findSlotUsage } from '../../shared/db/pickup.ts';
import { findActiveProducts, type ProductRow } from '../../shared/db/products.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { dayBounds, type LocalDate } from '../../shared/domain/calendar.ts';
import { toMainUnit } from '../../shared/domain/money.ts';
import { refusalsAt, slotsOn } from '../../shared/domain/pickup.ts';
import { searchProducts } from '../../shared/domain/search-products.ts';

/**
 * The products on sale and their availability. With a date, a product is available when it can be
 * collected on that day.
 */
export async function listProducts(
  db: Queryable,
  { q, category, without, date }: ListProductsQuery,
  now: Date,
): Promise<Product[]> {
  const [rows, canBeCollected] = await Promise.all([
    findActiveProducts(db, date),
    date === undefined ? () => true : findOpenings(db, date, now),
  ]);
  const found = searchProducts(rows, { search: q, category, without });
  return found.map((row) => toProduct(row, canBeCollected(row)));
}

/** @returns whether a slot on that day is open for one unit of a product */
async function findOpenings(
  db: Queryable,
  date: LocalDate,
  now: Date,
): Promise<(product: ProductRow) => boolean> {
  const rules = await getPickupRules(db);
  const slotUsage = await findSlotUsage(db, dayBounds(date, rules.timeZone), rules);
  const slots = slotsOn(rules, date);
  const findRefusal = refusalsAt(rules, now);
  return ({ lead_time_hours: leadTimeHours, kind }) => {
    const demand = { units: 1, leadTimeHours, needsBaking: kind === 'made_to_order' };
    return slots.some((slot) => findRefusal(slot, demand, slotUsage.unitsIn(slot), true) === null);
  };
}

function toProduct(
  { price_minor, units_left, allergens, traces, ...row }: ProductRow,
  canBeCollected: boolean,
): Product {
  return {
    id: row.id,
    name: row.name,
    price: toMainUnit(price_minor),
    category: row.category,
    description: row.description,
    allergens: allergens && [...allergens],
    traces: [...traces],
    picture: row.picture,
    kind: row.kind,
    lead_time_hours: row.lead_time_hours,
    available: canBeCollected && (units_left === null || units_left > 0),
    // Staff can take more orders for a day than its capacity.
    left: units_left && Math.max(0, units_left),
  };
}
