import { findCatalogue } from '../../shared/db/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';

/** `GET /staff/products` */
export const handler = staffHandler('baker', findStaffMember, async () => ({
  status: 200,
  body: await findCatalogue(database),
}));
