import { parse } from '../../shared/contract/parse.ts';
import { changeClosureRequest, closureDateParameter } from '../../shared/contract/settings.ts';
import { findClosures } from '../../shared/db/closures.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { byRoute } from '../../shared/http/by-route.ts';
import { type StaffRequest, staffHandler } from '../../shared/http/staff-handler.ts';
import { closeDay, openDay } from './change-closures.ts';

const dateIn = ({ pathParameters }: StaffRequest) =>
  parse(closureDateParameter, pathParameters['date'], '/path/date');

export const handler = byRoute({
  'GET /staff/closures': staffHandler('baker', findStaffMember, async () => ({
    status: 200,
    body: await findClosures(database, new Date()),
  })),

  'PUT /staff/closures/{date}': staffHandler('manager', findStaffMember, async (request) => {
    const wanted = parse(changeClosureRequest, request.body);
    const closure = await closeDay(database, request.staff, dateIn(request), wanted, new Date());
    return { status: 200, body: closure };
  }),

  'DELETE /staff/closures/{date}': staffHandler('manager', findStaffMember, async (request) => {
    await openDay(database, request.staff, dateIn(request));
    return { status: 204 };
  }),
});
