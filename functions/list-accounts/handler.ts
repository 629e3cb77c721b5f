import { database } from '../../shared/db/database.ts';
import { findStaffAccounts } from '../../shared/db/staff-accounts.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `GET /staff/accounts` */
export const handler = staffHandler('manager', findStaffMember, async () => ({
  status: 200,
  body: await findStaffAccounts(database),
}));
