import type { Readiness } from '../../shared/contract/health.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findWaiting, type Waiting } from '../../shared/db/orders.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/** Processing takes less than a second, and a second attempt begins within six (seconds). */
const patienceSeconds = 10;

/**
 * Looks at what the work depends on. Without the database no order can be accepted; without the queue
 * or the processor it can, so that is a reason to look, not a reason to send customers away.
 * @param isConsuming asked where the processor itself runs; elsewhere its work is looked at
 */
export async function checkReadiness(
  db: Queryable,
  queue: Pick<OrderQueue, 'check'>,
  isConsuming?: () => boolean,
): Promise<Readiness> {
  const [database, broker] = await Promise.allSettled([findWaiting(db), queue.check()]);
  const waiting = database.status === 'fulfilled' ? database.value : undefined;
  const isQueueUp = broker.status === 'fulfilled';
  const isProcessorUp = isConsuming?.() ?? (waiting && isProcessing(waiting));
  const isWell = isQueueUp && isProcessorUp === true;
  return {
    status: !waiting ? 'unavailable' : isWell ? 'ready' : 'degraded',
    database: waiting ? 'up' : 'down',
    queue: isQueueUp ? 'up' : 'down',
    processor: isProcessorUp === undefined ? null : isProcessorUp ? 'up' : 'down',
    oldest_pending_seconds: waiting?.oldestSeconds ?? null,
  };
}

/** Not while an order waits that nothing has passed. */
function isProcessing({ oldestSeconds, isProcessing: othersPass }: Waiting): boolean {
  return oldestSeconds === null || oldestSeconds < patienceSeconds || othersPass;
}
