import type { PlanChange } from '../../shared/db/plan.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Answers a change of a plan.
 * @throws DomainError `not-found` no such product · `conflict` the product is not baked daily
 */
export async function changePlan(
  { name: by }: StaffMember,
  productId: number,
  change: Promise<PlanChange>,
): Promise<undefined> {
  const changed = await change;
  switch (changed.kind) {
    case 'changed':
      logger.info('plan changed', { product_id: productId, by });
      return undefined;
    case 'unknown-product':
      throw unknownProduct([productId]);
    case 'not-daily':
      throw new DomainError('conflict', 'not-daily', 'Only a daily product has a plan.');
  }
}
