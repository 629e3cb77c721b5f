import { accountIdParameter, changeAccountRequest } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { changeAccount } from './change-account.ts';

/** `PATCH /staff/accounts/{id}` */
export const handler = staffHandler('manager', findStaffMember, async (request) => {
  const { pathParameters, body, staff } = request;
  const id = parse(accountIdParameter, pathParameters['id'], '/path/id');
  const change = parse(changeAccountRequest, body);
  return { status: 200, body: await changeAccount(database, staff, id, change) };
});
