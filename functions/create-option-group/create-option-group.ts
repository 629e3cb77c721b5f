import type { CreateOptionGroupRequest, StaffOptionGroup } from '../../shared/contract/options.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { insertOptionGroup } from '../../shared/db/option-groups.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import { judgeGroup } from '../../shared/domain/option-groups.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

const noOptions = new Map<number, never>();

/**
 * Creates a group with its options. Customers see it when a product has it.
 * @throws DomainError `invalid` · `unacceptable` an option removes an allergen without a confirmation
 */
export async function createOptionGroup(
  db: Queryable,
  { name: by }: StaffMember,
  request: CreateOptionGroupRequest,
): Promise<StaffOptionGroup> {
  const currency = await getCurrency(db);
  const wanted = request.options.flatMap(({ pools }) => pools.map(({ pool_id }) => pool_id));
  const group = await insertOptionGroup(wanted, (pools) => {
    const context = { kind: request.kind, currency, before: noOptions, needed: 0, pools };
    return { ...request, options: judgeGroup(request, context) };
  });
  logger.info('group of options created', { group_id: group.id, by });
  return group;
}
