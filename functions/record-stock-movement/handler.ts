import {
  formerRecordStockMovementRoute,
  recordStockMovementRoute,
  undoStockMovementRoute,
} from '../../shared/contract/catalogue.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { recordStockMovement } from './record-stock-movement.ts';
import { undoStockMovement } from './undo-stock-movement.ts';

export const handler = endpoints(
  ...[recordStockMovementRoute, formerRecordStockMovementRoute].map((route) =>
    staffEndpoint(route, ({ staff, params, headers, body }) =>
      recordStockMovement(staff, {
        productId: params.id,
        request: body,
        idempotencyKey: headers['idempotency-key'],
      }),
    ),
  ),
  staffEndpoint(undoStockMovementRoute, ({ staff, params }) =>
    undoStockMovement(staff, params.id, params.movement_id),
  ),
);
