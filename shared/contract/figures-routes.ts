import { getDashboardQuery, getDashboardResponse } from './dashboard.ts';
import type { Route } from './route.ts';

/** How the bakery does. */
export const figuresRoutes: readonly Route[] = [
  {
    route: 'GET /staff/dashboard',
    summary: 'Orders, revenue, refusals, times and waste of a period',
    access: 'manager',
    query: getDashboardQuery,
    responses: { 200: getDashboardResponse },
    problems: [400],
  },
];
