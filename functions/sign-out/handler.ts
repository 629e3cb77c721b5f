import { database } from '../../shared/db/database.ts';
import { closeSession, findStaffMember } from '../../shared/db/staff-sessions.ts';
import { toSessionCookie } from '../../shared/http/session-cookie.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `DELETE /staff/session` */
export const handler = staffHandler('baker', findStaffMember, async ({ sessionHash }) => {
  await closeSession(database, sessionHash);
  return { status: 204, cookies: [toSessionCookie('', 0)] };
});
