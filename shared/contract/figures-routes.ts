import { getDashboardQuery, getDashboardResponse } from './dashboard.ts';
import { orderIdParameter } from './orders.ts';
import type { Route } from './route.ts';
import { listTroubleResponse, retryOrderResponse } from './trouble.ts';

/** How the bakery does, and which orders do not get on. */
export const figuresRoutes: readonly Route[] = [
  {
    route: 'GET /staff/dashboard',
    summary: 'Orders, revenue, refusals, times and waste of a period',
    access: 'manager',
    query: getDashboardQuery,
    responses: { 200: getDashboardResponse },
    problems: [400],
  },
  {
    route: 'GET /staff/trouble',
    summary: 'Pending orders that wait too long or could not be processed',
    access: 'baker',
    responses: { 200: listTroubleResponse },
    problems: [],
  },
  {
    route: 'POST /staff/orders/{id}/retry',
    summary: 'Send the message of a Pending order again, now',
    access: 'baker',
    path: { id: orderIdParameter },
    responses: { 200: retryOrderResponse },
    problems: [400, 404, 409, 413, 415],
  },
];
