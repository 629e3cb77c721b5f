import type { Queryable } from '../../shared/db/database.ts';
import { claimDueOrders, findOldestPendingAge, releaseClaim } from '../../shared/db/relay.ts';
import { logger } from '../../shared/logger.ts';
import { measure } from '../../shared/metrics.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/** Orders per claim, and claims per run; remaining orders wait for the next run. */
const claimSize = 100;
const claimsPerRun = 50;

/**
 * Resends the message of Pending orders whose relay time has passed. The relay stops at the first
 * message that the broker does not accept, and releases the unsent orders, so that they are due at
 * the next run.
 * @returns how many orders were resent
 */
export async function relayOrders(db: Queryable, queue: OrderQueue): Promise<{ relayed: number }> {
  let relayed = 0;
  for (let claim = 0; claim < claimsPerRun; claim++) {
    const due = await claimDueOrders(db, claimSize);
    if (due.length === 0) break;
    const unsent = await queue.send(
      due.map(({ id, correlation_id }) => ({ order_id: id, correlation_id })),
    );
    relayed += due.length - unsent.length;
    if (unsent[0]) {
      await releaseClaim(
        db,
        unsent.map(({ message }) => message.order_id),
      );
      logger.warn('relay stopped', { waiting: unsent.length, reason: String(unsent[0].cause) });
      break;
    }
  }
  if (relayed > 0) logger.info('orders resent', { relayed });
  measure({ OrdersRelayed: relayed, OldestPendingOrder: await findOldestPendingAge(db) });
  return { relayed };
}
