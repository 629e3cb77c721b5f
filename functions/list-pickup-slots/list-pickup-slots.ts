import type {
  ListPickupSlotsQuery,
  ListPickupSlotsResponse,
} from '../../shared/contract/pickup-slots.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOrderingOutlook } from '../../shared/db/pickup.ts';
import { demandOf } from '../../shared/domain/availability.ts';
import { type LocalDate, widestBounds } from '../../shared/domain/calendar.ts';
import { isCoveredOn, toDayDemand } from '../../shared/domain/day-supply.ts';
import {
  businessDayOf,
  closureOf,
  findCutOff,
  refusalsAt,
  slotsOn,
} from '../../shared/domain/pickup.ts';

/** The slots of a day, with a reason for each slot that is not open. */
export async function listPickupSlots(
  db: Queryable,
  { date, product_id: productIds = [], quantity: quantities, units }: ListPickupSlotsQuery,
  { isAtCounter, now }: { readonly isAtCounter: boolean; readonly now: Date },
): Promise<ListPickupSlotsResponse> {
  const outlook = await findOrderingOutlook(db, productIds, widestBounds(date));
  const { rules, products, slotUsage, days } = outlook;
  const findRefusal = refusalsAt(rules, now);
  const wanted = toWantedUnits(productIds, quantities);
  const ofDay = toDayDemand(
    days.pools,
    products.map((product) => ({ ...product, quantity: wanted.get(product.productId) ?? 1 })),
  );
  const unitsOfSlot = units ?? quantities?.reduce((sum, quantity) => sum + quantity, 0) ?? 1;
  const demand = demandOf(products, unitsOfSlot, rules);
  const usesReserve = (day: LocalDate) => isAtCounter && day === businessDayOf(rules, now);
  const specialDay = rules.specialDays.get(date) ?? null;
  return {
    date,
    special_day: specialDay,
    closure: closureOf(specialDay),
    cut_off_at: findCutOff(rules, demand, date)?.toISOString() ?? null,
    slots: slotsOn(rules, date).map((slot) => ({
      starts_at: slot.startsAt.toISOString(),
      ends_at: slot.endsAt.toISOString(),
      refusal: findRefusal(
        slot,
        demand,
        slotUsage.unitsIn(slot),
        isCoveredOn(days, ofDay, slot.openedOn, usesReserve(slot.openedOn)),
      ),
    })),
  };
}

/** The units wanted of each product: one, or the sum over its lines. */
function toWantedUnits(
  productIds: readonly number[],
  quantities: readonly number[] | undefined,
): ReadonlyMap<number, number> {
  const wanted = new Map<number, number>();
  if (quantities === undefined) return wanted;
  for (const [line, id] of productIds.entries()) {
    wanted.set(id, (wanted.get(id) ?? 0) + (quantities[line] ?? 0));
  }
  return wanted;
}
