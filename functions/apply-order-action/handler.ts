import { openOrderQueue } from '#queue';
import { applyOrderActionRoute } from '../../shared/contract/staff-orders.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { applyOrderAction } from './apply-order-action.ts';

const queue = openOrderQueue();

export const handler = staffEndpoint(applyOrderActionRoute, ({ db, staff, params, body }) =>
  applyOrderAction(db, queue, params.id, body, signatureOf(staff)),
);
