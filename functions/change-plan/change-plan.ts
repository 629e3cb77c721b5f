import { lockAllocation } from '../../shared/db/allocation-lock.ts';
import { findProductKinds } from '../../shared/db/catalogue.ts';
import { inTransaction, type Queryable } from '../../shared/db/database.ts';
import type { StalePlan, WeekdayPlan } from '../../shared/db/plan.ts';
import type { ProductKind } from '../../shared/domain/catalogue.ts';
import { DomainError, type Fault } from '../../shared/domain/errors.ts';
import { invalidRequest, staleNumbers, unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** A plan of the request. */
export interface WantedPlan extends WeekdayPlan {
  readonly productId: number;
  /** In the request: "" or "/weekdays/0". */
  readonly path: string;
  /** Whether a plan without units follows another one: a date follows its weekday. */
  readonly mayFollow: boolean;
}

/**
 * Changes plans after a check against the kinds of their products: all plans, or none. The allocation lock is held, so
 * that no product changes its supply in between.
 * @param write returns the plans that are not as expected; then it has written nothing
 * @throws DomainError `not-found` no such product · `conflict` a shelf product, or a plan is not as expected ·
 * `invalid` a plan does not fit the kind
 */
export async function changePlans(
  { name: by }: StaffMember,
  plans: readonly WantedPlan[],
  write: (transaction: Queryable) => Promise<readonly StalePlan[]>,
): Promise<undefined> {
  const ids = [...new Set(plans.map(({ productId }) => productId))];
  const stale = await inTransaction(
    async (transaction) => {
      checkKinds(await findProductKinds(transaction, ids), ids, plans);
      return write(transaction);
    },
    [lockAllocation],
  );
  if (stale.length > 0) throw staleNumbers(faultsOfStale(stale, plans));
  logger.info('plan changed', { product_ids: ids, by });
}

function checkKinds(
  kinds: ReadonlyMap<number, ProductKind>,
  ids: readonly number[],
  plans: readonly WantedPlan[],
) {
  const unknown = ids.filter((id) => !kinds.has(id));
  if (unknown.length > 0) throw unknownProduct(unknown);
  if ([...kinds.values()].includes('shelf')) {
    throw new DomainError('conflict', 'not-planned', 'A shelf product has a stock, and no plan.');
  }
  const faults = plans.flatMap((plan) => faultsOf(kinds.get(plan.productId), plan));
  if (faults.length > 0) throw invalidRequest(faults);
}

function faultsOfStale(stale: readonly StalePlan[], plans: readonly WantedPlan[]) {
  return stale.flatMap(({ place, units, reserve }) => {
    const { path = '', expected } = plans[place] ?? {};
    return [
      ...(units === expected?.units ? [] : [{ path: `${path}/expected/units`, current: units }]),
      ...(reserve === expected?.reserve
        ? []
        : [{ path: `${path}/expected/reserve`, current: reserve }]),
    ];
  });
}

function faultsOf(kind: ProductKind | undefined, { path, units, reserve, mayFollow }: WantedPlan) {
  const faults: Fault[] = [];
  if (kind === 'daily' && units === null && !mayFollow) {
    const message = 'A daily product has no daily capacity to follow';
    faults.push({ path: `${path}/units`, message });
  }
  if (kind !== 'daily' && reserve > 0) {
    faults.push({ path: `${path}/reserve`, message: 'Only a daily product has a reserve' });
  }
  return faults;
}
