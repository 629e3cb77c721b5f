import type { ChangeOptionGroupRequest, StaffOptionGroup } from '../../shared/contract/options.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { changeOptionGroup as changeInDatabase } from '../../shared/db/option-groups.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import {
  judgeGroup,
  staleOptionGroup,
  unknownOptionGroup,
} from '../../shared/domain/option-groups.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes a group with its options, if its version is current. Orders keep the names, prices and allergens that they
 * were placed with.
 * @throws DomainError `not-found` · `invalid` · `conflict` the version is not the current one · `unacceptable` an option
 * removes an allergen without a confirmation
 */
export async function changeOptionGroup(
  db: Queryable,
  { name: by }: StaffMember,
  id: number,
  change: ChangeOptionGroupRequest,
): Promise<StaffOptionGroup> {
  const currency = await getCurrency(db);
  const wanted = change.options.flatMap(({ pools }) => pools.map(({ pool_id }) => pool_id));
  const changed = await changeInDatabase(id, wanted, ({ group, needed, pools }) => {
    if (!group) throw unknownOptionGroup([id]);
    if (group.version !== change.version) throw staleOptionGroup(id);
    const before = new Map(group.options.map((option) => [option.id, option]));
    const context = { kind: group.kind, currency, before, needed, pools };
    return { ...change, options: judgeGroup(change, context) };
  });
  logger.info('group of options changed', { group_id: id, version: changed.version, by });
  return changed;
}
