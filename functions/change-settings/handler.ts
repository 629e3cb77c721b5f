import { parse } from '../../shared/contract/parse.ts';
import { changeSettingsRequest } from '../../shared/contract/settings.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { changeSettings } from './change-settings.ts';

/** `PUT /staff/settings` */
export const handler = staffHandler('manager', findStaffMember, async ({ body, staff }) => ({
  status: 200,
  body: await changeSettings(database, staff, parse(changeSettingsRequest, body), new Date()),
}));
