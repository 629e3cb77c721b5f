import { maxOpenOrders } from '../../shared/config.ts';
import type { placeCounterOrderRoute, placeOrderRoute } from '../../shared/contract/orders.ts';
import { clientNetworkOf } from '../../shared/http/client-network.ts';
import type { EndpointRequest } from '../../shared/lambda/endpoint.ts';
import type { PlaceOrder } from './place-order.ts';

type Request = EndpointRequest<typeof placeOrderRoute | typeof placeCounterOrderRoute>;

/** @param placedBy the signature of the member of staff; null for a customer */
export function toPlaceOrder(
  { body, headers, request }: Request,
  placedBy: string | null,
): PlaceOrder {
  return {
    request: body,
    idempotencyKey: headers['idempotency-key'],
    correlationId: request.correlationId,
    placedBy,
    clientNetwork: clientNetworkOf(request),
    limits: maxOpenOrders(),
    now: new Date(),
  };
}
