import { getBakeSheetQuery } from '../../shared/contract/bake-sheet.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { getLocale } from '../../shared/db/settings.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { getBakeSheet } from './get-bake-sheet.ts';
import { toCsv } from './to-csv.ts';

/** `GET /staff/bake-sheet?date=2026-11-25`, as a file with `&format=csv` */
export const handler = staffHandler('baker', findStaffMember, async ({ query }) => {
  const { date, format } = parse(getBakeSheetQuery, query, '/query');
  const { sheet, timeZone } = await getBakeSheet(database, date, new Date());
  if (format !== 'csv') return { status: 200, body: sheet };
  return {
    status: 200,
    text: toCsv(sheet, timeZone, await getLocale(database)),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bake-sheet-${date}.csv"`,
    },
  };
});
