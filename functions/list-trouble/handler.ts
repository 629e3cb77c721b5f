import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { listTrouble } from './list-trouble.ts';

/** `GET /staff/trouble` */
export const handler = staffHandler('baker', findStaffMember, async () => ({
  status: 200,
  body: await listTrouble(database),
}));
