import { listOrdersRoute } from '../../shared/contract/staff-orders.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { listOrders } from './list-orders.ts';

export const handler = staffEndpoint(listOrdersRoute, async ({ query, headers }) =>
  withEtag(headers, await listOrders(query)),
);
