import { findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import type { WeekdayPlan } from '../../shared/db/plan.ts';
import type { PlannedKind } from '../../shared/domain/catalogue.ts';
import { DomainError, type Fault } from '../../shared/domain/errors.ts';
import { invalidRequest, unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** The plan at a path of the request: "" or "/weekdays/0". */
export type PlanAt = readonly [path: string, plan: WeekdayPlan];

/**
 * Changes a plan after a check against the kind of the product.
 * @param plans of the request
 * @throws DomainError `not-found` no such product · `conflict` a shelf product · `invalid` a plan does not fit the kind
 */
export async function changePlan(
  db: Queryable,
  { name: by }: StaffMember,
  productId: number,
  plans: readonly PlanAt[],
  write: () => Promise<void>,
): Promise<undefined> {
  const kind = await getPlannedKind(db, productId);
  const faults = plans.flatMap((plan) => faultsOf(kind, plan));
  if (faults.length > 0) throw invalidRequest(faults);
  await write();
  logger.info('plan changed', { product_id: productId, by });
}

async function getPlannedKind(db: Queryable, productId: number): Promise<PlannedKind> {
  const kind = await findProductKind(db, productId);
  if (kind === undefined) throw unknownProduct([productId]);
  if (kind === 'shelf')
    throw new DomainError('conflict', 'not-planned', 'This product has a stock.');
  return kind;
}

function faultsOf(kind: PlannedKind, [path, { units, reserve }]: PlanAt): Fault[] {
  if (kind === 'daily') {
    if (units !== null) return [];
    return [{ path: `${path}/units`, message: 'A daily product has no daily capacity to follow' }];
  }
  if (reserve === 0) return [];
  return [{ path: `${path}/reserve`, message: 'Only a daily product has a reserve' }];
}
