import { getBakeSheetRoute } from '../../shared/contract/bake-sheet.ts';
import { getLocale } from '../../shared/db/settings.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getBakeSheet } from './get-bake-sheet.ts';
import { toCsvReply } from './to-csv-reply.ts';

export const handler = staffEndpoint(getBakeSheetRoute, async ({ db, query, headers }) => {
  const { sheet, timeZone } = await getBakeSheet(db, query.date, new Date());
  return query.format === 'csv'
    ? toCsvReply(sheet, timeZone, await getLocale(db))
    : withEtag(headers, sheet);
});
