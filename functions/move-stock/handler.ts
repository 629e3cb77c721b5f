import { moveStockRoute } from '../../shared/contract/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { moveStock } from './move-stock.ts';

export const handler = staffEndpoint(moveStockRoute, ({ staff, params, headers, body }) =>
  moveStock(staff, {
    productId: params.id,
    request: body,
    idempotencyKey: headers['idempotency-key'],
  }),
);
