import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findPickupNeeds, findUnitsTaken } from '../../shared/db/pickup.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { findSlot, refusalOf } from '../../shared/domain/pickup.ts';

/**
 * Why the chosen slot is visibly impossible; null when it seems possible. The processor has the last
 * word, because only it takes slots.
 */
export async function findPickupRefusal(
  db: Queryable,
  lines: readonly OrderLine[],
  pickupAt: Date,
  now: Date,
): Promise<DomainError | null> {
  const nextMoment = new Date(pickupAt.getTime() + 1);
  const [rules, needs, taken] = await Promise.all([
    getPickupRules(db),
    findPickupNeeds(
      db,
      lines.map(({ product_id }) => product_id),
    ),
    findUnitsTaken(db, pickupAt, nextMoment),
  ]);
  const slot = findSlot(rules, pickupAt);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const reason = slot
    ? refusalOf(rules, slot, { ...needs, units }, taken.get(pickupAt.getTime()) ?? 0, now)
    : 'no such slot';
  if (reason === null) return null;
  const message = `This pickup time cannot be had: ${reason}.`;
  return new DomainError('conflict', `pickup-${reason.replaceAll(' ', '-')}`, message, {
    faults: [{ path: '/pickup_at', message: reason }],
  });
}
