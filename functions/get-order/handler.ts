import { getOrderRoute, getStaffOrderRoute } from '../../shared/contract/orders.ts';
import { database } from '../../shared/db/database.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getOrder, getOrderForStaff, getOrderStatus } from './get-order.ts';

export const handler = endpoints(
  endpoint(getOrderRoute, ({ params: { id }, headers: { 'x-order-token': token } }) =>
    token === undefined ? getOrderStatus(database, id) : getOrder(database, id, token, new Date()),
  ),
  staffEndpoint(getStaffOrderRoute, ({ params }) => getOrderForStaff(database, params.id)),
);
