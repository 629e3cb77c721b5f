import { exportDataRoute } from '../../shared/contract/exports.ts';
import { reply } from '../../shared/http/http-response.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { exportData } from './export-data.ts';

export const handler = staffEndpoint(exportDataRoute, async ({ db, params, query }) => {
  const { text, nextCursor } = await exportData(db, params.kind, query);
  return reply({
    text,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.kind}.csv"`,
      ...(nextCursor !== null && { 'x-next-cursor': nextCursor }),
    },
  });
});
