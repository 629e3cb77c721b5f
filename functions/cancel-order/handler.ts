import { cancelOrderRoute } from '../../shared/contract/orders.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { cancelOrder } from './cancel-order.ts';

export const handler = endpoint(cancelOrderRoute, ({ params, headers }) =>
  cancelOrder(params.id, headers['x-order-token'], new Date()),
);
