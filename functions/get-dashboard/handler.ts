import { getDashboardRoute } from '../../shared/contract/dashboard.ts';
import { getLocale } from '../../shared/db/settings.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getDashboard } from './get-dashboard.ts';
import { toCsvReply } from './to-csv-reply.ts';

export const handler = staffEndpoint(
  getDashboardRoute,
  async ({ db, query: { format, ...query } }) => {
    const report = await getDashboard(query, new Date());
    return format === 'csv' ? toCsvReply(report, await getLocale(db)) : report;
  },
);
