import type {
  ListProductsQuery,
  OptionGroupResponse,
  Product,
} from '../../shared/contract/products.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOffer, type Offer, type ProductRow, unitsLeftOf } from '../../shared/db/products.ts';
import {
  demandOf,
  hasOwnRules,
  isOnSale,
  type SaleWindow,
} from '../../shared/domain/availability.ts';
import { addDays, dateAt, type LocalDate } from '../../shared/domain/calendar.ts';
import { type DaySupplies, unitsLeftOn } from '../../shared/domain/day-supply.ts';
import { toMainUnit } from '../../shared/domain/money.ts';
import { isSoldOutOn, type OptionGroup } from '../../shared/domain/options.ts';
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
  const offer = await findOffer(db, date);
  const products = offer.products.map((row) => ({ row, ...toProduct(row, date) }));
  const found = searchProducts(products, { search: q, category, without });
  const findAvailability = availabilityAt(offer, date, now);
  return found.map(({ row, ...product }) => ({ ...product, ...findAvailability(row) }));
}

type Availability = Pick<Product, 'available' | 'available_from' | 'left'>;

/** A check of each product, for the wanted date or for all days that customers can order for. */
function availabilityAt(
  { rules, days, slotUsage }: Offer,
  wanted: LocalDate | undefined,
  now: Date,
): (product: ProductRow) => Availability {
  const openDays = openDaysAt({ rules, slotUsage }, now);
  const today = dateAt(now, rules.timeZone);
  const horizon = Array.from({ length: rules.daysAhead + 1 }, (_, n) => addDays(today, n));
  const unitsOn = (product: ProductRow, date: LocalDate) => unitsLeftOf(product, date, days, false);
  const largestCapacity = largestCapacities(days, horizon);
  return (product) => {
    const isForSale = isOnSale(toSaleWindow(product), now);
    const hasMinimum = (units: number | null) => units === null || units >= product.min_quantity;
    const openDaysOn = openDays(product);
    const canHave = (date: LocalDate) =>
      isForSale && openDaysOn(date).some((day) => hasMinimum(unitsOn(product, day)));
    const leftOn = (date: LocalDate) => {
      const open = openDaysOn(date);
      return mostOf((open.length === 0 ? [date] : open).map((day) => unitsOn(product, day)));
    };
    const dates = wanted === undefined ? horizon : [wanted];
    const from = dates.find(canHave) ?? null;
    if (wanted !== undefined) {
      return { available: from !== null, available_from: from, left: leftOn(wanted) };
    }
    const { kind, stock } = product;
    if (kind === 'daily') {
      const left = mostOf(dates.filter(canHave).map(leftOn));
      return { available: from !== null, available_from: from, left };
    }
    const left = kind === 'shelf' ? stock : largestCapacity(product);
    const hasDay = from !== null || !hasOwnRules(product);
    return { available: isForSale && hasMinimum(left) && hasDay, available_from: from, left };
  };
}

/** @returns the units of a made-to-order product on the best day, if there were no orders; null for no limit */
function largestCapacities({ pools, ...days }: DaySupplies, dates: readonly LocalDate[]) {
  const free = {
    ...days,
    taken: new Map<string, number>(),
    pools: { ...pools, taken: new Map<string, number>() },
  };
  return (product: ProductRow): number | null => {
    return mostOf(dates.map((date) => unitsLeftOn(free, product, date, false)));
  };
}

/** The most units of some days, at least 0: staff can take more orders for a day than it has; null for no limit. */
function mostOf(units: readonly (number | null)[]): number | null {
  return units.includes(null) ? null : Math.max(0, ...units.map(Number));
}

function toSaleWindow({ sale_opens_at, sale_closes_at }: ProductRow): SaleWindow {
  return { saleOpensAt: toInstant(sale_opens_at), saleClosesAt: toInstant(sale_closes_at) };
}

function toInstant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** @returns the business days of the slots on a date that are open for the smallest order of a product */
function openDaysAt({ rules, slotUsage }: Pick<Offer, 'rules' | 'slotUsage'>, now: Date) {
  const findRefusal = refusalsAt(rules, now);
  const known = new Map<string, readonly LocalDate[]>();
  return (product: ProductRow) => {
    const demand = demandOf([product], product.min_quantity, rules);
    const sameDemand = JSON.stringify(demand);
    return (date: LocalDate): readonly LocalDate[] => {
      const key = `${date} ${sameDemand}`;
      const found = known.get(key) ?? [
        ...new Set(
          slotsOn(rules, date)
            .filter((slot) => findRefusal(slot, demand, slotUsage.unitsIn(slot), true) === null)
            .map(({ openedOn }) => openedOn),
        ),
      ];
      known.set(key, found);
      return found;
    };
  };
}

function toProduct(
  row: ProductRow,
  date: LocalDate | undefined,
): Omit<Product, keyof Availability> {
  return {
    id: row.id,
    name: row.name,
    price: toMainUnit(row.price_minor),
    category: row.category,
    description: row.description,
    allergens: row.allergens && [...row.allergens],
    traces: [...row.traces],
    picture: row.picture,
    option_groups: row.optionGroups.map((group) => toOptionGroup(group, date)),
    kind: row.kind,
    lead_time_hours: row.leadTimeHours,
    lead_time_days: row.leadTimeDays,
    season_from: row.seasonFrom,
    season_to: row.seasonTo,
    sale_opens_at: toInstant(row.sale_opens_at)?.toISOString() ?? null,
    sale_closes_at: toInstant(row.sale_closes_at)?.toISOString() ?? null,
    min_quantity: row.min_quantity,
    quantity_step: row.quantity_step,
    max_quantity: row.max_quantity,
    cut_off: row.cutOff,
    cut_off_days: row.cutOffDays,
    horizon_days: row.horizonDays,
  };
}

function toOptionGroup(group: OptionGroup, date: LocalDate | undefined): OptionGroupResponse {
  return {
    id: group.groupId,
    name: group.name,
    kind: group.kind,
    min: group.min,
    max: group.max,
    free: group.free,
    defaults: [...group.defaults],
    max_characters: group.maxCharacters,
    characters: group.characters,
    options: group.options.map(({ soldOut, ...option }) => ({
      id: option.optionId,
      name: option.name,
      price: toMainUnit(option.priceMinor),
      allergens: [...option.allergens],
      without: [...option.without],
      lead_time_days: option.leadTimeDays,
      available: !isSoldOutOn(soldOut, date ?? lastDate),
      available_from: soldOut?.until ?? null,
    })),
  };
}

/** Later than any date that staff enter. */
const lastDate = '9999-12-31';
