import type { Queryable } from '../../shared/db/database.ts';
import {
  anonymiseNotes,
  anonymiseOrders,
  anonymiseOrdersAhead,
  deleteExpiredSessions,
  deleteOldSignInFailures,
  deleteUnusedDevices,
  deleteOldStockRequests,
  forgetAddresses,
  deleteUnusedPictures,
} from '../../shared/db/housekeeping.ts';
import { writeOrderKeys } from '../../shared/db/order-keys.ts';
import { logger } from '../../shared/logger.ts';

/** Rows changed by one statement, so that none holds many for long. */
const batchSize = 1_000;
/** Statements of a kind in one run: what is left waits for the next run. */
const batchesPerRun = 50;

/** How many of each are no more. */
export interface Housekeeping {
  readonly sessions: number;
  readonly sign_in_failures: number;
  /** On which nobody has signed in for long. */
  readonly devices: number;
  readonly stock_requests: number;
  /** From which orders were placed that are no longer open. */
  readonly addresses: number;
  readonly pictures: number;
  /** Orders of which nobody knows any more whose they were. */
  readonly orders: number;
}

/**
 * Deletes what is of no use any more, forgets customers whose orders are over for long, and writes the
 * search keys of orders that have none. Two runs at once share the work.
 */
export async function housekeep(db: Queryable): Promise<Housekeeping> {
  const done = {
    sessions: await untilNoneIsLeft((limit) => deleteExpiredSessions(db, limit)),
    sign_in_failures: await untilNoneIsLeft((limit) => deleteOldSignInFailures(db, limit)),
    devices: await untilNoneIsLeft((limit) => deleteUnusedDevices(db, limit)),
    stock_requests: await untilNoneIsLeft((limit) => deleteOldStockRequests(db, limit)),
    addresses: await untilNoneIsLeft((limit) => forgetAddresses(db, limit)),
    pictures: await untilNoneIsLeft((limit) => deleteUnusedPictures(db, limit)),
    orders:
      (await untilNoneIsLeft((limit) => anonymiseOrders(db, limit))) +
      (await untilNoneIsLeft((limit) => anonymiseNotes(db, limit))) +
      (await untilNoneIsLeft((limit) => anonymiseOrdersAhead(db, limit))),
  };
  const keyed = await untilNoneIsLeft((limit) => writeOrderKeys(db, limit));
  if (keyed > 0) logger.info('search keys written', { orders: keyed });
  if (Object.values(done).some((count) => count > 0)) logger.info('house kept', done);
  return done;
}

async function untilNoneIsLeft(clean: (limit: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < batchesPerRun; batch++) {
    const count = await clean(batchSize);
    sum += count;
    if (count < batchSize) break;
  }
  return sum;
}
