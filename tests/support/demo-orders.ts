import type pg from 'pg';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import type { ShopClient } from './shop-client.ts';

/** The orders of one morning: time, customer, and lines (product, quantity, note). */
const morning = [
  [
    '08:00',
    'Emma',
    [
      [2, 1],
      [3, 6],
    ],
  ],
  ['08:00', 'Noah', [[6, 2]]],
  [
    '08:30',
    'Priya',
    [
      [4, 4],
      [5, 2],
    ],
  ],
  ['08:30', 'Office on 3rd street', [[12, 2, 'One of them without mustard']]],
  [
    '09:00',
    'Jürgen',
    [
      [2, 2],
      [6, 1],
    ],
  ],
  ['09:00', 'Zoë', [[10, 1, 'Happy 7th, Zoë!']]],
  [
    '09:00',
    'Kofi',
    [
      [3, 12],
      [4, 12],
    ],
  ],
  [
    '10:00',
    'Lena',
    [
      [9, 2],
      [8, 3],
    ],
  ],
  [
    '10:00',
    'Ravi',
    [
      [10, 2, 'Chocolate, with 40 on it'],
      [7, 4],
    ],
  ],
  [
    '11:00',
    'Olga',
    [
      [12, 1],
      [2, 3],
    ],
  ],
  [
    '11:00',
    'Amara',
    [
      [1, 1, 'Eight candles, please'],
      [5, 6],
    ],
  ],
] as const;

/**
 * Places the orders of one morning.
 * @param date at least two days ahead
 * @returns the ids of the orders
 */
export async function placeMorning(shop: ShopClient, date: string): Promise<number[]> {
  const ids: number[] = [];
  for (const [time, name, lines] of morning) {
    const { body } = await shop.post('/order', {
      lines: lines.map(([product_id, quantity, note]) => ({
        product_id,
        quantity,
        ...(note !== undefined && { note }),
      })),
      customer: { name },
      pickup_at: `${date}T${time}:00+05:30`,
    });
    ids.push(placeOrderResponse.parse(body).order_id);
  }
  return ids;
}

/** Inserts orders of the last four weeks, with more orders in the morning and on weekends. */
export async function insertPastWeeks(database: pg.Pool): Promise<void> {
  const { rows } = await database.query<{ time_zone: string }>('select time_zone from settings');
  const zone = rows[0]?.time_zone ?? 'UTC';
  const dates = Array.from({ length: 28 }, (_, n) => addDays(dateAt(new Date(), zone), -1 - n));
  const days = [
    dates.map((date) => instantAt(date, '00:00', zone)),
    dates.map((date) => ({ 6: 24, 7: 14 })[weekdayOf(date)] ?? 0),
  ];
  await database.query(
    `
    with days as (
      select * from unnest($1::timestamptz[], $2::integer[]) with ordinality
        as d (midnight, extra, day)
    ), drawn as (
      select midnight
          + (array[7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 11, 12, 13, 15, 16, 17, 17, 18])[1 + n * 7 % 18]
            * interval '1 hour' + n * 13 % 60 * interval '1 minute' as at,
        day, n, day * 31 + n * 17 as seed
      from days, generate_series(1, 64) as n
      where n <= 30 + day * 11 % 9 + extra
    ), placed as (
      insert into orders (status, reason, placed_at, pickup_at, collected_at, correlation_id, request_hash)
      select case when seed % 29 = 0 then 'Rejected' when seed % 41 = 0 then 'Cancelled' else 'Completed' end,
        case when seed % 29 = 0 then (array['sold out', 'slot full', 'fully booked'])[1 + seed % 3]
             when seed % 41 = 0 then 'Not picked up' end,
        at, at + interval '1 hour',
        case when seed % 29 > 0 and seed % 41 > 0 then at + interval '70 minutes' end,
        'demo', seed::text
      from drawn
      order by at
      returning id, status, placed_at, request_hash::integer as seed
    ), lines as (
      insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
      select o.id, line, p.id, 1 + seed * line % 3, price_minor, name
      from placed o
      cross join generate_series(1, 2) as line
      join products p on p.id = (array[3, 2, 6, 4, 1, 5, 3, 2, 9, 7, 3, 8])[1 + (seed * line + line) % 12]
    )
    insert into order_timeline (order_id, at, from_status, to_status, by)
    select id, placed_at + step * interval '2 seconds',
      case step when 1 then 'Pending' end,
      case step when 0 then 'Pending' else status end,
      case step when 0 then 'customer' else 'processor' end
    from placed, generate_series(0, 1) as step`,
    days,
  );
}
