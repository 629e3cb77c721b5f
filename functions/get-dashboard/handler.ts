import { getDashboardQuery } from '../../shared/contract/dashboard.ts';
import { parse } from '../../shared/contract/parse.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { getDashboard } from './get-dashboard.ts';

/** `GET /staff/dashboard?from=2026-11-01&to=2026-11-24` */
export const handler = staffHandler('manager', findStaffMember, async ({ query }) => ({
  status: 200,
  body: await getDashboard(parse(getDashboardQuery, query, '/query'), new Date()),
}));
