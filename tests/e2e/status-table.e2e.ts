/**
 * The table "What each status says" of docs/architecture.md, row by row: the answer of the API, the order's page, the
 * board and the bake sheet.
 */
import { readFile } from 'node:fs/promises';
import {
  type OrderResponse,
  orderResponse,
  placeOrderResponse,
} from '../../shared/contract/orders.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { readBoard, readOrderPage, readSheet } from '../support/four-texts.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';
import { zoneAtNoon } from '../support/zone-at-noon.ts';

const { stack, browser, database } = await useSharedStack();

const products = { shelf: 1, daily: 3, 'made to order': 12 } as const;
type Supply = keyof typeof products;
const supplies = Object.keys(products) as Supply[];
/** The supplies of a cell. */
const groups: Readonly<Record<string, readonly Supply[]>> = {
  any: supplies,
  'not daily': supplies.filter((supply) => supply !== 'daily'),
};

interface Row {
  readonly supply: Supply;
  readonly isChosen: boolean;
  readonly pickup: string;
  readonly after: string;
  readonly answer: string;
  readonly page: string;
  readonly board: string;
  readonly sheet: string;
}

/** The rows of the table; "any" stands for each possibility. */
async function readTable(): Promise<Row[]> {
  const text = await readFile(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const [, table = ''] = text.split('## What each status says');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).flatMap((line) => {
    const [
      supply = '',
      time,
      pickup = '',
      after = '',
      answer = '',
      page = '',
      board = '',
      sheet = '',
    ] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const choices = time === 'any' ? [true, false] : [time === 'chosen'];
    return (groups[supply] ?? [supply as Supply]).flatMap((one) =>
      choices.map((isChosen) => ({
        supply: one,
        isChosen,
        pickup,
        after,
        answer,
        page,
        board,
        sheet,
      })),
    );
  });
}

const rows = await readTable();

const { zone, date: today } = zoneAtNoon();
const yesterday = addDays(today, -1);
const anotherDay = addDays(today, 5);
const pickups: Readonly<Record<string, Date>> = {
  today: instantAt(today, '16:00', zone),
  'today, begun': instantAt(today, '11:30', zone),
  'today, not open yet': instantAt(today, '16:00', zone),
  yesterday: instantAt(yesterday, '16:00', zone),
  'yesterday, placed that day': instantAt(yesterday, '16:00', zone),
  'another day': instantAt(anotherDay, '10:00', zone),
};

let customer: ShopClient;
let baker: ShopClient;
beforeAll(async () => {
  await database.query('update settings set time_zone = $1', [zone]);
  customer = newShopClient(stack.apiUrl);
  baker = newShopClient(stack.apiUrl);
  await baker.signIn('baker', 'croissants-for-everybody');
});

test('the table has a row for each supply, choice and status', () => {
  const states = (supply: Supply, isChosen: boolean) =>
    rows
      .filter((row) => row.supply === supply && row.isChosen === isChosen)
      .map(({ after }) => after);
  for (const supply of supplies) {
    for (const isChosen of [true, false]) {
      const expected = ['placed', 'accepted', 'picked up', 'not accepted', 'cancelled'];
      expect(states(supply, isChosen)).toEqual(expect.arrayContaining(expected));
    }
  }
});

test.each(rows)(
  '$supply, time chosen: $isChosen, pickup $pickup, $after: $page',
  async ({ supply, isChosen, pickup, after, answer, page, board, sheet }) => {
    const pickupAt = pickups[pickup] ?? new Date();
    const order = await whileDayIs(supply, pickup, () => place(products[supply], isChosen));
    await database.query('update orders set pickup_at = $2, pickup_date = $3 where id = $1', [
      order.id,
      pickupAt,
      dateAt(pickupAt, zone),
    ]);
    await bringTo(order, after);
    const { status, completed_by } = await read(order);
    expect([status, completed_by].filter((part) => part !== null).join(', ')).toBe(answer);
    expect(await readOrderPage(browser, stack, order)).toMatch(toPattern(page));
    expect(await readBoard(browser, stack, order, dateAt(pickupAt, zone))).toBe(board);
    expect(await readSheet(browser, stack, products[supply], dateAt(pickupAt, zone))).toBe(sheet);
    await database.query(
      `update orders set pickup_at = pickup_at - interval '1 year', pickup_date = pickup_date - 365
       where id = $1`,
      [order.id],
    );
  },
);

interface Order {
  readonly id: number;
  readonly token: string;
}

async function place(product: number, isChosen: boolean): Promise<Order> {
  const pickup_at = instantAt(anotherDay, '10:00', zone).toISOString();
  const { body } = await customer.post('/order', {
    lines: [{ product_id: product, quantity: 2 }],
    ...(isChosen && { pickup_at }),
  });
  const { order_id: id, token } = placeOrderResponse.parse(body);
  const order = { id, token };
  await eventually(async () => expect((await read(order)).status).not.toBe('Pending'));
  return order;
}

/** Places an order on a day for which the bakery finds this pickup. */
async function whileDayIs(
  supply: Supply,
  pickup: string,
  placing: () => Promise<Order>,
): Promise<Order> {
  const [before] = (
    await database.query<{ opening_hours: object }>('select opening_hours from settings')
  ).rows;
  if (supply === 'daily' && (pickup === 'another day' || pickup === 'yesterday')) {
    await database.query('insert into product_dates values ($1, $2, 0, 0)', [
      products.daily,
      today,
    ]);
  }
  if (pickup === 'today, not open yet') {
    const hours = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: '15:00', to: '22:00' }]]),
    );
    await database.query('update settings set opening_hours = $1', [hours]);
  }
  try {
    return await placing();
  } finally {
    await database.query('update settings set opening_hours = $1', [before?.opening_hours]);
    await database.query('delete from product_dates');
  }
}

async function read({ id, token }: Order): Promise<OrderResponse> {
  const answer = await fetch(`${stack.apiUrl}/order/${id}`, {
    headers: { 'x-order-token': token },
  });
  return orderResponse.parse(await answer.json());
}

/** Takes the steps that lead to this state. */
async function bringTo(order: Order, state: string) {
  const act = async (action: string) => {
    const { status } = await baker.post(`/staff/orders/${order.id}/actions`, { action });
    expect(status).toBe(200);
  };
  switch (state) {
    case 'placed':
      // As if the processor had not decided yet.
      await database.query(`update orders set status = 'Pending' where id = $1`, [order.id]);
      break;
    case 'accepted':
      break;
    case 'marked ready':
      await act('complete');
      break;
    case 'picked up':
      if ((await read(order)).status === 'Processing') await act('complete');
      await act('collect');
      break;
    case 'not picked up':
      if ((await read(order)).status === 'Processing') await act('complete');
      await act('miss');
      break;
    case 'not accepted':
      await database.query(
        `update orders set status = 'Rejected', reason = 'sold out' where id = $1`,
        [order.id],
      );
      break;
    case 'cancelled': {
      const headers = { 'x-order-token': order.token };
      expect((await customer.post(`/order/${order.id}/cancel`, {}, headers)).status).toBe(200);
      break;
    }
    default:
      throw new Error(`There is no state "${state}".`);
  }
}

/** "{time}" stands for a time of day, "{day}" for a day. */
function toPattern(text: string): RegExp {
  const pattern = RegExp.escape(text)
    .replaceAll('\\{time\\}', String.raw`\d+:\d\d [ap]m`)
    .replaceAll('\\{day\\}', String.raw`\w{3}, \d+ \w{3}`);
  return new RegExp(`^${pattern}$`);
}
