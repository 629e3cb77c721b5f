import { retireOptionGroup } from '../../shared/db/option-groups.ts';
import { groupInUse, unknownOptionGroup } from '../../shared/domain/option-groups.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** @throws DomainError `not-found` · `conflict` a product has the group */
export async function removeOptionGroup({ name: by }: StaffMember, id: number): Promise<undefined> {
  const outcome = await retireOptionGroup(id);
  switch (outcome.kind) {
    case 'retired':
      logger.info('group of options retired', { group_id: id, by });
      return undefined;
    case 'unknown':
      throw unknownOptionGroup([id]);
    case 'used':
      throw groupInUse(outcome.products);
  }
}
