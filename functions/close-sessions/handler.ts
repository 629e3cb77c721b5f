import { accountIdParameter } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { closeSessionsOf, findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `DELETE /staff/accounts/{id}/sessions` */
export const handler = staffHandler('manager', findStaffMember, async ({ pathParameters }) => {
  const id = parse(accountIdParameter, pathParameters['id'], '/path/id');
  return { status: 200, body: { closed: await closeSessionsOf(database, id) } };
});
