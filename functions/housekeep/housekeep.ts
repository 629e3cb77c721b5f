import type { Queryable } from '../../shared/db/database.ts';
import { recountWrongDays } from '../../shared/db/day-figures.ts';
import { writeEarlierClaims } from '../../shared/db/earlier-claims.ts';
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

/** Rows per statement, so that no statement holds many locks for long. */
const batchSize = 1_000;
/** The maximum number of statements of each kind in a run. The next run handles the remaining rows. */
const batchesPerRun = 50;

/** The number of rows deleted or changed, by kind. */
export interface Housekeeping {
  readonly sessions: number;
  readonly sign_in_failures: number;
  /** Devices without a recent sign-in. */
  readonly devices: number;
  readonly stock_requests: number;
  /** Network addresses of orders that are no longer open. */
  readonly addresses: number;
  readonly pictures: number;
  /** Orders that were anonymised. */
  readonly orders: number;
}

/**
 * Deletes expired rows, anonymises customers of old orders, and writes missing search keys
 * and claims. Also corrects units taken that differ from their claims.
 * Concurrent runs share the work.
 */
export async function housekeep(db: Queryable): Promise<Housekeeping> {
  const done = {
    sessions: await repeatUntilDone((limit) => deleteExpiredSessions(db, limit)),
    sign_in_failures: await repeatUntilDone((limit) => deleteOldSignInFailures(db, limit)),
    devices: await repeatUntilDone((limit) => deleteUnusedDevices(db, limit)),
    stock_requests: await repeatUntilDone((limit) => deleteOldStockRequests(db, limit)),
    addresses: await repeatUntilDone((limit) => forgetAddresses(db, limit)),
    pictures: await repeatUntilDone((limit) => deleteUnusedPictures(db, limit)),
    orders:
      (await repeatUntilDone((limit) => anonymiseOrders(db, limit))) +
      (await repeatUntilDone((limit) => anonymiseNotes(db, limit))) +
      (await repeatUntilDone((limit) => anonymiseOrdersAhead(db, limit))),
  };
  const keyed = await repeatUntilDone((limit) => writeOrderKeys(db, limit));
  if (keyed > 0) logger.info('search keys written', { orders: keyed });
  const claimed = await repeatUntilDone((limit) => writeEarlierClaims(db, limit));
  if (claimed > 0) logger.info('claims of earlier orders written', { orders: claimed });
  const recounted = await recountWrongDays(db);
  if (recounted > 0) logger.warn('units taken corrected', { figures: recounted });
  if (Object.values(done).some((count) => count > 0)) logger.info('cleanup finished', done);
  return done;
}

async function repeatUntilDone(clean: (limit: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < batchesPerRun; batch++) {
    const count = await clean(batchSize);
    sum += count;
    if (count < batchSize) break;
  }
  return sum;
}
