import type { Queryable } from '../../shared/db/database.ts';
import { findOrderingOutlook, type WantedProduct } from '../../shared/db/pickup.ts';
import { demandOf } from '../../shared/domain/availability.ts';
import type { LocalDate } from '../../shared/domain/calendar.ts';
import { isCoveredOn, toDayDemand, unitsLeftOn } from '../../shared/domain/day-supply.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import {
  businessDayOf,
  eachUpcomingSlot,
  isInSeason,
  refusalsAt,
  upcomingSlots,
} from '../../shared/domain/pickup.ts';
import { withTerms } from '../../shared/domain/wanted-lines.ts';
import { faultsOutOfSeason, unitsOf } from './find-pickup-refusal.ts';
import { type JudgedLine, toWantedLine } from './judge-options.ts';
import { refuseShortProducts } from './refuse-short-products.ts';

/**
 * Why no day can serve an order without a pickup time; null when a day seems to. Full slots are left to the processor,
 * which makes the final decision.
 * @param isAtCounter whether staff place the order: for today, it may take units that are kept for walk-in customers
 */
export async function findDayRefusal(
  db: Queryable,
  lines: readonly JudgedLine[],
  isAtCounter: boolean,
  now: Date,
): Promise<DomainError | null> {
  const productIds = lines.map(({ product_id }) => product_id);
  const outlook = await findOrderingOutlook(db, productIds, { from: now, to: now });
  const { rules, products, days: supplies } = outlook;
  const wanted = withTerms(lines.map(toWantedLine), products);
  const demand = demandOf(wanted, 0, rules);
  const findRefusal = refusalsAt(rules, now);
  const today = businessDayOf(rules, now);
  const usesReserve = (day: LocalDate) => isAtCounter && day === today;
  const ofDay = toDayDemand(supplies.pools, wanted);
  const days = new Set<LocalDate>();
  // Usually one of the first days serves the order.
  for (const slot of eachUpcomingSlot(rules, now)) {
    const day = slot.openedOn;
    if (days.has(day) || findRefusal(slot, demand, 0, true) !== null) continue;
    if (isCoveredOn(supplies, ofDay, day, usesReserve(day))) return null;
    days.add(day);
  }
  if (days.size === 0) {
    const upcoming = upcomingSlots(rules, now);
    const isOver = !upcoming.some(({ openedOn }) => isInSeason(demand, openedOn));
    return upcoming.length > 0 && isOver ? refuseSeason(lines, products) : refuseDay();
  }
  const short = products.flatMap((product) => {
    const lefts = [...days].map(
      (day) => unitsLeftOn(supplies, product, day, usesReserve(day)) ?? Infinity,
    );
    const left = Math.max(0, ...lefts);
    return unitsOf(lines, product.productId) > left
      ? [{ product_id: product.productId, left }]
      : [];
  });
  return short.length > 0 ? refuseShortProducts(lines, short) : refuseDay();
}

function refuseSeason(lines: readonly JudgedLine[], products: readonly WantedProduct[]) {
  const seasonal = products.filter(
    ({ seasonFrom, seasonTo }) => seasonFrom !== null || seasonTo !== null,
  );
  return new DomainError('conflict', 'out-of-season', 'No day is in the season of this order.', {
    faults: faultsOutOfSeason(lines, seasonal),
  });
}

/** No day has all products of the order, although each of them may have a day. */
function refuseDay(): DomainError {
  return new DomainError('conflict', 'no-pickup-day', 'No day has everything in this order.');
}
