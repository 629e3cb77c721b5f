import type { SessionResponse } from '../../shared/contract/accounts.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `GET /staff/session`: a page that was reloaded asks this before anything else. */
export const handler = staffHandler('baker', findStaffMember, ({ staff, csrfToken }) => {
  const { name, role, isDemo } = staff;
  const session: SessionResponse = { name, role, csrf_token: csrfToken, is_demo: isDemo };
  return Promise.resolve({ status: 200, body: session });
});
