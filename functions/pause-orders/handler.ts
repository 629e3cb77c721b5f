import { pauseOrdersRoute, resumeOrdersRoute } from '../../shared/contract/pause.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { pauseOrders, resumeOrders } from './pause-orders.ts';

export const handler = endpoints(
  staffEndpoint(pauseOrdersRoute, ({ db, staff, body }) =>
    pauseOrders(db, staff, body, new Date()),
  ),
  staffEndpoint(resumeOrdersRoute, ({ db, staff }) => resumeOrders(db, staff)),
);
