import type { Overview } from '../../shared/contract/overview.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { type CountedDay, countDays } from '../../shared/db/days.ts';
import { findOffer, type Offer, unitsLeftOf } from '../../shared/db/products.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import type { LocalDate } from '../../shared/domain/calendar.ts';
import { toDayOrders } from '../../shared/domain/day-orders.ts';
import { closureOf } from '../../shared/domain/pickup.ts';
import { toMainUnit } from '../../shared/domain/money.ts';
import type { OrderStatus } from '../../shared/domain/order-status.ts';

/** Today and tomorrow for a manager. */
export async function getOverview(db: Queryable, now: Date): Promise<Overview> {
  const { days, needsAttention } = await countDays(db, { days: 2 }, now);
  const offer = await findOffer(db);
  return {
    currency: await getCurrency(db),
    days: days.map((day) => ({ ...toDay(day), sold_out: toSoldOut(offer, day.date) })),
    needs_attention: needsAttention,
  };
}

function toDay({ date, isOpen, specialDay, counts }: CountedDay) {
  const revenueMinor = counts
    .filter(({ status, end }) => isAccepted(status) && end !== 'missed')
    .reduce((sum, { revenue_minor }) => sum + revenue_minor, 0);
  return {
    date,
    is_open: isOpen,
    special_day: specialDay,
    closure: closureOf(specialDay),
    ...toDayOrders(counts),
    revenue: toMainUnit(revenueMinor),
  };
}

function isAccepted(status: OrderStatus | null): boolean {
  return status === 'Processing' || status === 'Completed';
}

/** The products that staff cannot sell on this day either. */
function toSoldOut({ products, days }: Offer, date: LocalDate) {
  return products
    .filter((product) => (unitsLeftOf(product, date, days, true) ?? 1) <= 0)
    .map(({ id, name }) => ({ product_id: id, name }));
}
