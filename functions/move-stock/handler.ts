import { moveStockRequest, productIdParameter } from '../../shared/contract/catalogue.ts';
import { idempotencyKeyHeader } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { moveStock } from './move-stock.ts';

/** `POST /staff/products/{id}/stock` with an `Idempotency-Key`, if it may be repeated */
export const handler = staffHandler('baker', findStaffMember, async (request) => {
  const { pathParameters, headers, body, staff } = request;
  const key = headers['idempotency-key'];
  return {
    status: 200,
    body: await moveStock(staff, {
      productId: parse(productIdParameter, pathParameters['id'], '/path/id'),
      request: parse(moveStockRequest, body),
      idempotencyKey: parse(idempotencyKeyHeader, key, '/headers/idempotency-key'),
    }),
  };
});
