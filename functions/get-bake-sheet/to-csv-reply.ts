import type { BakeSheet } from '../../shared/contract/bake-sheet.ts';
import { type Reply, reply } from '../../shared/http/http-response.ts';
import { toCsv } from './to-csv.ts';

export function toCsvReply(sheet: BakeSheet, timeZone: string, locale: string): Reply {
  return reply({
    text: toCsv(sheet, timeZone, locale),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bake-sheet-${sheet.date}.csv"`,
    },
  });
}
