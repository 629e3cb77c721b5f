import type { Readiness } from '../../shared/contract/health.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findWaiting, type Waiting } from '../../shared/db/orders.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/** Processing takes less than a second, and a second attempt begins within six seconds. */
const patienceSeconds = 10;

/**
 * Checks the dependencies. Without the database no order can be accepted, so the service is not
 * ready. Without the queue or the processor orders are still accepted, so the service is only
 * degraded.
 * @param isConsuming reports whether the processor consumes, when the processor runs in this
 * process; otherwise the progress of the processor is checked in the database
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

/** False while an order waits and no later order has been processed. */
function isProcessing({ oldestSeconds, isProcessing: othersAreProcessed }: Waiting): boolean {
  return oldestSeconds === null || oldestSeconds < patienceSeconds || othersAreProcessed;
}
