import { openOrderQueue } from '#queue';
import { placeCounterOrderRoute, placeOrderRoute } from '../../shared/contract/orders.ts';
import { database } from '../../shared/db/database.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { placeOrder } from './place-order.ts';
import { toPlaceOrder } from './to-place-order.ts';

const queue = openOrderQueue();

export const handler = endpoints(
  endpoint(placeOrderRoute, (request) => placeOrder(database, queue, toPlaceOrder(request, null))),
  staffEndpoint(placeCounterOrderRoute, (request) =>
    placeOrder(database, queue, toPlaceOrder(request, signatureOf(request.staff))),
  ),
);
