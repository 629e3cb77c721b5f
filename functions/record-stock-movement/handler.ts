import { recordStockMovementRoute } from '../../shared/contract/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { recordStockMovement } from './record-stock-movement.ts';

export const handler = staffEndpoint(recordStockMovementRoute, ({ staff, params, headers, body }) =>
  recordStockMovement(staff, {
    productId: params.id,
    request: body,
    idempotencyKey: headers['idempotency-key'],
  }),
);
