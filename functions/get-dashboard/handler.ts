import { getDashboardRoute } from '../../shared/contract/dashboard.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getDashboard } from './get-dashboard.ts';

export const handler = staffEndpoint(getDashboardRoute, ({ query }) =>
  getDashboard(query, new Date()),
);
