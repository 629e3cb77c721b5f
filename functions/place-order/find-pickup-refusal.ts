import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOrderingOutlook } from '../../shared/db/pickup.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { demandOf } from '../../shared/domain/availability.ts';
import { isCoveredOn, toDayDemand, unitsLeftOn } from '../../shared/domain/day-supply.ts';
import { DomainError, type ErrorCode, type Fault } from '../../shared/domain/errors.ts';
import {
  businessDayOf,
  findOverrideRefusal as overrideRefusal,
  findSlot,
  isInSeason,
  refusalsAt,
  refusalWithoutSlot,
  type SlotRefusal,
} from '../../shared/domain/pickup.ts';
import { withTerms } from '../../shared/domain/wanted-lines.ts';
import { type JudgedLine, toWantedLine } from './judge-options.ts';
import { faultsOf } from './line-faults.ts';

const codes = {
  'no such slot': 'pickup-no-such-slot',
  'closed day': 'pickup-closed-day',
  'in the past': 'pickup-in-the-past',
  'out of season': 'out-of-season',
  'too far ahead': 'pickup-too-far-ahead',
  'lead time': 'pickup-lead-time',
  'cut-off passed': 'pickup-cut-off-passed',
  'slot full': 'pickup-slot-full',
  'fully booked': 'pickup-fully-booked',
} as const satisfies Record<SlotRefusal | 'no such slot', ErrorCode>;

/**
 * Why the chosen slot is not available; null when it seems available. For a day without the capacity
 * for the order, the refusal names the products and the units left of each. The processor makes the final
 * decision, because only the processor takes slots.
 * @param isAtCounter whether staff place the order: for today, it may take units that are kept for walk-in customers
 */
export async function findPickupRefusal(
  db: Queryable,
  lines: readonly JudgedLine[],
  pickupAt: Date,
  isAtCounter: boolean,
  now: Date,
): Promise<DomainError | null> {
  const productIds = lines.map(({ product_id }) => product_id);
  const at = { from: pickupAt, to: pickupAt };
  const outlook = await findOrderingOutlook(db, productIds, at);
  const { rules, products, slotUsage, days } = outlook;
  const slot = findSlot(rules, pickupAt);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const day = businessDayOf(rules, pickupAt);
  const usesReserve = isAtCounter && day === businessDayOf(rules, now);
  const short = products.flatMap((product) => {
    const left = unitsLeftOn(days, product, day, usesReserve);
    const isShort = left !== null && unitsOf(lines, product.productId) > left;
    return isShort ? [{ product_id: product.productId, left: Math.max(0, left) }] : [];
  });
  const wanted = withTerms(lines.map(toWantedLine), products);
  const ofDay = toDayDemand(days.pools, wanted);
  const canBake = isCoveredOn(days, ofDay, day, usesReserve);
  const reason = slot
    ? refusalsAt(rules, now)(slot, demandOf(wanted, units, rules), slotUsage.unitsIn(slot), canBake)
    : refusalWithoutSlot(rules, pickupAt);
  if (reason === null) return null;
  if (reason === 'out of season') {
    const closed = products.filter((product) => !isInSeason(product, day));
    return refusePickup(reason, faultsOutOfSeason(lines, closed));
  }
  return refusePickup(reason, reason === 'fully booked' ? faultsOnDay(lines, short) : []);
}

/** The refusal of a pickup time that staff choose with a reason; null when the time is accepted. */
export async function findOverrideRefusal(
  db: Queryable,
  pickupAt: Date,
  now: Date,
): Promise<DomainError | null> {
  const reason = overrideRefusal(await getPickupRules(db), pickupAt, now);
  return reason === null ? null : refusePickup(reason);
}

function faultsOnDay(
  lines: readonly OrderLine[],
  short: readonly { readonly product_id: number; readonly left: number }[],
): Fault[] {
  return faultsOf(lines, short).map((fault) => ({
    ...fault,
    message: `${fault.message} on this day`,
  }));
}

/** The faults of the lines with these products. */
export function faultsOutOfSeason(
  lines: readonly OrderLine[],
  products: readonly { readonly productId: number }[],
): Fault[] {
  const ids = new Set(products.map(({ productId }) => productId));
  return lines.flatMap(({ product_id }, index) =>
    ids.has(product_id)
      ? [{ path: `/lines/${index}/product_id`, message: 'out of season', product_id }]
      : [],
  );
}

function refusePickup(
  reason: keyof typeof codes,
  faultsOfLines: readonly Fault[] = [],
): DomainError {
  const message = `This pickup time is not available: ${reason}.`;
  return new DomainError('conflict', codes[reason], message, {
    faults: [{ path: '/pickup_at', message: reason }, ...faultsOfLines],
  });
}

/** The lines of a product count together. */
export function unitsOf(lines: readonly OrderLine[], productId: number): number {
  return lines.reduce(
    (sum, { product_id, quantity }) => sum + (product_id === productId ? quantity : 0),
    0,
  );
}
