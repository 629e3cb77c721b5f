import type { Queryable } from './database.ts';

/** Writes down that an order could not be processed; one that is no longer Pending was, after all. */
export async function writeFailedAttempt(
  db: Queryable,
  orderId: number,
  error: string,
): Promise<void> {
  await db.query(
    {
      name: 'write-failed-attempt',
      text: `
        update orders set attempts = attempts + 1, last_error = left($2, 500)
        where id = $1 and status = 'Pending'`,
    },
    [orderId, error],
  );
}
