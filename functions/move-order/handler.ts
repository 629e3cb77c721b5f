import { openOrderQueue } from '#queue';
import { moveOrderRoute } from '../../shared/contract/staff-orders.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { moveOrder } from './move-order.ts';

const queue = openOrderQueue();

export const handler = staffEndpoint(moveOrderRoute, ({ db, staff, params, body }) =>
  moveOrder(db, queue, params.id, body, signatureOf(staff)),
);
