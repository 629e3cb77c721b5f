import type { MoveOptionGroupsResponse } from '../../shared/contract/options.ts';
import { moveOptionGroups as moveInDatabase } from '../../shared/db/option-groups.ts';
import { unknownOptionGroup } from '../../shared/domain/option-groups.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** @throws DomainError `not-found` one of the groups does not exist; then none is moved */
export async function moveOptionGroups(
  { name: by }: StaffMember,
  { group_ids }: { readonly group_ids: readonly number[] },
): Promise<MoveOptionGroupsResponse> {
  const moved = await moveInDatabase(group_ids);
  if (moved.kind === 'unknown-groups') throw unknownOptionGroup(moved.groupIds);
  logger.info('groups of options moved', { by });
  return { group_ids: [...moved.groupIds] };
}
