import type { ChangeDayBookRequest, WasteRestResponse } from '../../shared/contract/day-books.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { writeDayBook, writeRestAsWaste } from '../../shared/db/day-books.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import type { LocalDate } from '../../shared/domain/calendar.ts';
import { findRest } from '../../shared/domain/day-supply.ts';
import { businessDayOf } from '../../shared/domain/pickup.ts';
import {
  invalidRequest,
  notDaily,
  staleNumbers,
  unknownProduct,
} from '../../shared/domain/refusals.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Records totals of a daily product on a date. Sales above the plan are a fact, so they are accepted.
 * @throws DomainError `invalid` sales or waste of a day that has not begun · `not-found` no such product · `conflict`
 * the product is not baked daily, or an expected total is not the saved one
 */
export async function changeDayBook(
  db: Queryable,
  by: StaffMember,
  { id, date }: { readonly id: number; readonly date: LocalDate },
  { is_reserve_released: isReserveReleased, expected, ...totals }: ChangeDayBookRequest,
  now: Date,
): Promise<undefined> {
  const { sold = 0, wasted = 0 } = totals;
  if (sold > 0 || wasted > 0) await requireBegun(db, date, now);
  const change = { ...totals, isReserveReleased };
  const written = await writeDayBook({ productId: id, date }, change, signatureOf(by), expected);
  switch (written.kind) {
    case 'written':
      logger.info('day book changed', { product_id: id, date, ...change, by: by.name });
      return undefined;
    case 'unknown-product':
      throw unknownProduct([id]);
    case 'not-daily':
      throw notDaily();
    case 'stale':
      throw staleNumbers(
        written.totals.map(({ total, current }) => ({ path: `/expected/${total}`, current })),
      );
  }
}

/**
 * Records all that is left of the daily products as waste. A repeated request finds nothing left.
 * @throws DomainError `invalid` the day has not begun
 */
export async function wasteRest(
  db: Queryable,
  by: StaffMember,
  date: LocalDate,
  now: Date,
): Promise<WasteRestResponse> {
  await requireBegun(db, date, now);
  const rest = await writeRestAsWaste(date, signatureOf(by), (products, days) =>
    findRest(days, products, date),
  );
  logger.info('rest recorded as waste', { date, products: rest.length, by: by.name });
  return { products: rest.map(({ productId, units }) => ({ product_id: productId, units })) };
}

async function requireBegun(db: Queryable, date: LocalDate, now: Date) {
  if (date <= businessDayOf(await getPickupRules(db), now)) return;
  throw invalidRequest([{ path: '/path/date', message: 'This day has not begun' }]);
}
