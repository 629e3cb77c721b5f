import type {
  ListPickupSlotsQuery,
  ListPickupSlotsResponse,
} from '../../shared/contract/pickup-slots.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOfferedOptions } from '../../shared/db/options.ts';
import { findOrderingOutlook } from '../../shared/db/pickup.ts';
import { demandOf } from '../../shared/domain/availability.ts';
import { type LocalDate, widestBounds } from '../../shared/domain/calendar.ts';
import { isCoveredOn, type OptionUse, toDayDemand } from '../../shared/domain/day-supply.ts';
import type { OptionGroup } from '../../shared/domain/options.ts';
import {
  businessDayOf,
  closureOf,
  findCutOff,
  refusalsAt,
  slotsOn,
} from '../../shared/domain/pickup.ts';
import { withTerms } from '../../shared/domain/wanted-lines.ts';

/** The slots of a day, with a reason for each slot that is not open. */
export async function listPickupSlots(
  db: Queryable,
  { date, product_id: productIds = [], quantity: quantities, options, units }: ListPickupSlotsQuery,
  { isAtCounter, now }: { readonly isAtCounter: boolean; readonly now: Date },
): Promise<ListPickupSlotsResponse> {
  const [outlook, offered] = await Promise.all([
    findOrderingOutlook(db, productIds, widestBounds(date)),
    options && findOfferedOptions(db, productIds),
  ]);
  const { rules, products, slotUsage, days } = outlook;
  const findRefusal = refusalsAt(rules, now);
  const lines = productIds.map((productId, line) => ({
    productId,
    quantity: quantities?.[line] ?? 1,
    options: findUses(offered?.groups.get(productId) ?? [], options?.[line] ?? []),
  }));
  const wanted = withTerms(lines, products);
  const ofDay = toDayDemand(days.pools, wanted);
  const unitsOfSlot = units ?? quantities?.reduce((sum, quantity) => sum + quantity, 0) ?? 1;
  const demand = demandOf(wanted, unitsOfSlot, rules);
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

/** The options that the product offers; an unknown one changes nothing, because placement refuses it. */
function findUses(
  groups: readonly OptionGroup[],
  wanted: NonNullable<ListPickupSlotsQuery['options']>[number],
): OptionUse[] {
  const known = groups.flatMap(({ options }) => options);
  return wanted.flatMap(({ option_id, quantity }) => {
    const option = known.find(({ optionId }) => optionId === option_id);
    return option ? [{ ...option, quantity }] : [];
  });
}
