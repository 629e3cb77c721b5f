import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findCapacityLeft, findPickupNeeds, findSlotUsage } from '../../shared/db/pickup.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { addDays, dayBounds, type LocalDate } from '../../shared/domain/calendar.ts';
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
  const [rules, needs] = await Promise.all([getPickupRules(db), findPickupNeeds(db, productIds)]);
  const [slotUsage, capacityLeft] = await Promise.all([
    findSlotUsage(db, dayBounds(date, rules.timeZone), rules),
    // Slots after midnight belong to the business day before.
    findCapacityLeft(db, productIds, [addDays(date, -1), date]),
  ]);
  const findRefusal = refusalsAt(rules, now);
  // The request has no quantities, so at least one unit of each product is assumed.
  const canBake = (day: LocalDate) =>
    [...(capacityLeft.get(day)?.values() ?? [])].every((left) => left > 0);
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
        canBake(slot.openedOn),
      ),
    })),
  };
}
