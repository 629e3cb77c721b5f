import type { OrderPlaced } from '../../shared/contract/order-placed.ts';
import { database } from '../../shared/db/database.ts';
import { decidePendingOrders } from '../../shared/db/processing.ts';
import { writeFailedAttempt } from '../../shared/db/trouble.ts';
import { type Decision, decideOrders } from '../../shared/domain/allocation.ts';
import { DomainError, toError } from '../../shared/domain/errors.ts';
import { logger } from '../../shared/logger.ts';
import { measure } from '../../shared/metrics.ts';

/**
 * Processes the orders of a batch of messages together, for speed. If the batch fails, processes
 * its orders one by one, so that an order that always fails does not block other orders.
 * @returns the orders to be tried again
 * @throws DomainError `unavailable` the database is down
 */
export async function processBatch(messages: readonly OrderPlaced[]): Promise<Set<number>> {
  if (messages.length === 0) return new Set();
  try {
    await processOrders(messages);
    return new Set();
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') throw error;
    if (messages.length > 1) return processOneByOne(messages);
    const [message] = messages as [OrderPlaced];
    await recordFailure(message, toError(error));
    return new Set([message.order_id]);
  }
}

/**
 * Logs a failed attempt and stores it for staff. An error while storing is only logged, because the
 * retry does not depend on the stored attempt.
 */
async function recordFailure({ order_id, correlation_id }: OrderPlaced, error: Error) {
  const line = { order_id, correlation_id };
  logger.error('order could not be processed', { ...line, error });
  try {
    await writeFailedAttempt(database, order_id, error.message);
  } catch (failure) {
    logger.warn('failed attempt not recorded', { ...line, error: toError(failure) });
  }
}

async function processOneByOne(messages: readonly OrderPlaced[]): Promise<Set<number>> {
  const failed = new Set<number>();
  for (const message of messages) {
    for (const orderId of await processBatch([message])) failed.add(orderId);
  }
  return failed;
}

/**
 * Decides the orders of a batch of messages: locks them, decides, writes all decisions at once. An
 * order that is no longer Pending was decided before and stays unchanged, so a message may be
 * delivered any number of times.
 */
async function processOrders(messages: readonly OrderPlaced[]): Promise<void> {
  const orderIds = [...new Set(messages.map(({ order_id }) => order_id))];
  const decisions = await decidePendingOrders(orderIds, ({ orders, supplies, rules }) =>
    decideOrders(orders, supplies, rules, new Date()),
  );
  logDecisions(decisions, messages);
  measureDecisions(decisions, new Date());
}

function logDecisions(decisions: readonly Decision[], messages: readonly OrderPlaced[]) {
  const correlationIds = new Map(messages.map((m) => [m.order_id, m.correlation_id]));
  for (const { orderId, status, reason } of decisions) {
    logger.info('order processed', {
      order_id: orderId,
      correlation_id: correlationIds.get(orderId),
      status,
      ...(reason !== null && { reason }),
    });
  }
}

function measureDecisions(decisions: readonly Decision[], now: Date) {
  const of = (status: Decision['status']) => decisions.filter((one) => one.status === status);
  const completed = of('Completed');
  measure({
    OrdersCompleted: completed.length,
    OrdersAccepted: of('Processing').length,
    OrdersRejected: of('Rejected').length,
    TimeToCompleted: completed.map(({ placedAt }) =>
      Math.max(0, now.getTime() - placedAt.getTime()),
    ),
  });
}
