import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOvensLeft, findPickupNeeds, findSlotRoom } from '../../shared/db/pickup.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { dayBounds, type LocalDate } from '../../shared/domain/calendar.ts';
import { refusalsAt, slotsOn } from '../../shared/domain/pickup.ts';

export interface WantedPickup {
  readonly date: LocalDate;
  readonly productIds: readonly number[];
  readonly units: number;
}

/** The slots of a day, and for each that is not open, why. */
export async function listPickupSlots(
  db: Queryable,
  { date, productIds, units }: WantedPickup,
  now: Date,
): Promise<ListPickupSlotsResponse> {
  const [rules, needs] = await Promise.all([getPickupRules(db), findPickupNeeds(db, productIds)]);
  const [slotRoom, ovensLeft] = await Promise.all([
    findSlotRoom(db, dayBounds(date, rules.timeZone), rules),
    findOvensLeft(db, productIds, date),
  ]);
  const findRefusal = refusalsAt(rules, now);
  // At least one of each is wanted; how many of which is not known here.
  const canBake = [...ovensLeft.values()].every((left) => left > 0);
  return {
    date,
    closure: rules.closures.get(date) ?? null,
    slots: slotsOn(rules, date).map((slot) => ({
      starts_at: slot.startsAt.toISOString(),
      ends_at: slot.endsAt.toISOString(),
      refusal: findRefusal(slot, { ...needs, units }, slotRoom.unitsIn(slot), canBake),
    })),
  };
}
