import { getBakeSheetRoute } from '../../shared/contract/bake-sheet.ts';
import { getLocale } from '../../shared/db/settings.ts';
import { csvReply } from '../../shared/http/csv-reply.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getBakeSheet } from './get-bake-sheet.ts';
import { toTable } from './to-table.ts';

export const handler = staffEndpoint(getBakeSheetRoute, async ({ db, query, headers }) => {
  const { sheet, timeZone } = await getBakeSheet(db, query.date, new Date());
  if (query.format !== 'csv') return withEtag(headers, sheet);
  return csvReply(`bake-sheet-${sheet.date}`, toTable(sheet, timeZone), await getLocale(db));
});
