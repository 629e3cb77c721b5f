import { database } from '../../shared/db/database.ts';
import { getSettings } from '../../shared/db/settings.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `GET /staff/settings` */
export const handler = staffHandler('baker', findStaffMember, async () => ({
  status: 200,
  body: await getSettings(database),
}));
