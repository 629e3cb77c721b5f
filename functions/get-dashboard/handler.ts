import { getDashboardRoute } from '../../shared/contract/dashboard.ts';
import { getLocale } from '../../shared/db/settings.ts';
import { csvReply } from '../../shared/http/csv-reply.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getDashboard } from './get-dashboard.ts';
import { toTable } from './to-table.ts';

export const handler = staffEndpoint(
  getDashboardRoute,
  async ({ db, query: { format, ...query } }) => {
    const report = await getDashboard(query, new Date());
    if (format !== 'csv') return report;
    const locale = await getLocale(db);
    return csvReply(`report-${report.from}-to-${report.to}`, toTable(report, locale), locale);
  },
);
