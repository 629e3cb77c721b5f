import type { GetDashboardResponse } from '../../shared/contract/dashboard.ts';
import { type Reply, reply } from '../../shared/http/http-response.ts';
import { toCsv } from './to-csv.ts';

export function toCsvReply(report: GetDashboardResponse, locale: string): Reply {
  return reply({
    text: toCsv(report, locale),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="report-${report.from}-to-${report.to}.csv"`,
    },
  });
}
