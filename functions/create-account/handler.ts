import { createAccountRequest } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { createAccount } from './create-account.ts';

/** `POST /staff/accounts` */
export const handler = staffHandler('manager', findStaffMember, async ({ body, staff }) => ({
  status: 201,
  body: await createAccount(database, staff, parse(createAccountRequest, body)),
}));
