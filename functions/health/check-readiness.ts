import type { Readiness } from '../../shared/contract/health.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOldestPendingSeconds } from '../../shared/db/orders.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/**
 * Looks at what the work depends on. Without the database no order can be accepted; without the
 * queue it can, so that is a reason to look, not a reason to send customers away.
 */
export async function checkReadiness(
  db: Queryable,
  queue: Pick<OrderQueue, 'check'>,
): Promise<Readiness> {
  const [database, broker] = await Promise.allSettled([
    findOldestPendingSeconds(db),
    queue.check(),
  ]);
  const isDatabaseUp = database.status === 'fulfilled';
  const isQueueUp = broker.status === 'fulfilled';
  return {
    status: !isDatabaseUp ? 'unavailable' : isQueueUp ? 'ready' : 'degraded',
    database: isDatabaseUp ? 'up' : 'down',
    queue: isQueueUp ? 'up' : 'down',
    oldest_pending_seconds: isDatabaseUp ? database.value : null,
  };
}
