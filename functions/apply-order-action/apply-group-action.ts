import type {
  GroupActionRequest,
  GroupActionResponse,
} from '../../shared/contract/staff-orders.ts';
import { changeOrders, type ChangedInGroup } from '../../shared/db/order-changes.ts';
import { tryOrderAction } from '../../shared/domain/order-change.ts';
import { logger } from '../../shared/logger.ts';

type Result = GroupActionResponse['results'][number];

/**
 * Applies a staff action to several orders. Each order is decided alone, as by the action on one order, so a refused
 * order does not affect the others, and a repeated request changes nothing.
 */
export async function applyGroupAction(
  { order_ids: orderIds, ...action }: GroupActionRequest,
  by: string,
  now: Date,
): Promise<GroupActionResponse> {
  const orders = await changeOrders(orderIds, by, (order) => tryOrderAction(order, action, now));
  const done = orders.flatMap(({ order, outcome }) => (outcome.kind === 'done' ? [order.id] : []));
  logger.info('order actions applied', { order_ids: done, action: action.action, by });
  const results = new Map(orders.map((changed) => [changed.order.id, toResult(changed)]));
  return { results: orderIds.map((id) => results.get(id) ?? unknown(id)) };
}

function toResult({ order, outcome, collectedAt, missedAt }: ChangedInGroup): Result {
  return {
    order_id: order.id,
    outcome: outcome.kind,
    code: outcome.kind === 'refused' ? outcome.code : null,
    status: outcome.kind === 'done' ? outcome.change.to : order.status,
    collected_at: collectedAt?.toISOString() ?? null,
    missed_at: missedAt?.toISOString() ?? null,
  };
}

function unknown(id: number): Result {
  return {
    order_id: id,
    outcome: 'refused',
    code: 'unknown-order',
    status: null,
    collected_at: null,
    missed_at: null,
  };
}
