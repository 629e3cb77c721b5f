import type { SellOutOptionRequest } from '../../shared/contract/options.ts';
import { writeSoldOut } from '../../shared/db/option-groups.ts';
import { unknownOption } from '../../shared/domain/option-groups.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** @throws DomainError `not-found` */
export async function sellOutOption(
  { name: by }: StaffMember,
  id: number,
  { sold_out, until }: SellOutOptionRequest,
): Promise<undefined> {
  if (!(await writeSoldOut(id, sold_out, until))) throw unknownOption(id);
  logger.info('availability of an option changed', { option_id: id, sold_out, until, by });
}
