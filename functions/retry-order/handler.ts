import { openOrderQueue } from '#queue';
import { retryOrderRoute } from '../../shared/contract/trouble.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { retryOrder } from './retry-order.ts';

const queue = openOrderQueue();

export const handler = staffEndpoint(retryOrderRoute, ({ db, staff, params }) =>
  retryOrder(db, queue, staff, params.id),
);
