import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findPickupOutlook } from '../../shared/db/pickup.ts';
import { type LocalDate, widestBounds } from '../../shared/domain/calendar.ts';
import { unitsLeftOn } from '../../shared/domain/day-supply.ts';
import { closureOf, refusalsAt, slotsOn } from '../../shared/domain/pickup.ts';

export interface WantedPickup {
  readonly date: LocalDate;
  readonly productIds: readonly number[];
  readonly units: number;
}

/** The slots of a day, with a reason for each slot that is not open. */
export async function listPickupSlots(
  db: Queryable,
  { date, productIds, units }: WantedPickup,
  now: Date,
): Promise<ListPickupSlotsResponse> {
  const outlook = await findPickupOutlook(db, productIds, widestBounds(date));
  const { rules, needs, products, slotUsage, days } = outlook;
  const findRefusal = refusalsAt(rules, now);
  // The request has no quantities, so at least one unit of each product is assumed.
  const isCovered = (day: LocalDate) =>
    products.every((product) => (unitsLeftOn(days, product, day, false) ?? 1) > 0);
  const specialDay = rules.specialDays.get(date) ?? null;
  return {
    date,
    special_day: specialDay,
    closure: closureOf(specialDay),
    slots: slotsOn(rules, date).map((slot) => ({
      starts_at: slot.startsAt.toISOString(),
      ends_at: slot.endsAt.toISOString(),
      refusal: findRefusal(
        slot,
        { ...needs, units },
        slotUsage.unitsIn(slot),
        isCovered(slot.openedOn),
      ),
    })),
  };
}
