import { openOrderQueue } from '#queue';
import {
  applyGroupActionRoute,
  applyOrderActionRoute,
  formerOrderActionRoute,
} from '../../shared/contract/staff-orders.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { applyGroupAction } from './apply-group-action.ts';
import { applyOrderAction } from './apply-order-action.ts';

const queue = openOrderQueue();

export const handler = endpoints(
  ...[applyOrderActionRoute, formerOrderActionRoute].map((route) =>
    staffEndpoint(route, ({ db, staff, params, body }) =>
      applyOrderAction(db, queue, params.id, body, signatureOf(staff), new Date()),
    ),
  ),
  staffEndpoint(applyGroupActionRoute, ({ staff, body }) =>
    applyGroupAction(body, signatureOf(staff), new Date()),
  ),
);
