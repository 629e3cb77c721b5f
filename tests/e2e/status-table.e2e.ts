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
import { openCounterAs } from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';
import { zoneAtNoon } from '../support/zone-at-noon.ts';

const { stack, browser, database } = await useSharedStack();

const products = { shelf: 1, 'made to order': 12 } as const;
type Supply = keyof typeof products;

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
    const supplies = supply === 'any' ? (Object.keys(products) as Supply[]) : [supply as Supply];
    const choices = time === 'any' ? [true, false] : [time === 'chosen'];
    return supplies.flatMap((one) =>
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
const anotherDay = addDays(today, 5);
const pickups: Readonly<Record<string, Date>> = {
  today: instantAt(today, '16:00', zone),
  'today, begun': instantAt(today, '11:30', zone),
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
  for (const supply of Object.keys(products) as Supply[]) {
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
    const order = await place(products[supply], isChosen);
    await eventually(async () => expect((await read(order)).status).not.toBe('Pending'));
    await database.query('update orders set pickup_at = $2, pickup_date = $3 where id = $1', [
      order.id,
      pickupAt,
      dateAt(pickupAt, zone),
    ]);
    await bringTo(order, after);
    const { status, completed_by } = await read(order);
    expect([status, completed_by].filter((part) => part !== null).join(', ')).toBe(answer);
    expect(await readOrderPage(order)).toMatch(toPattern(page));
    expect(await readBoard(order, dateAt(pickupAt, zone))).toBe(board);
    expect(await readSheet(products[supply], dateAt(pickupAt, zone))).toBe(sheet);
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
  return { id, token };
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

async function readOrderPage({ id, token }: Order): Promise<string> {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto(`${stack.frontendUrl}/order#${id}.${token}`);
  const status = page.locator('#order-status');
  await status.waitFor();
  const parts = await status.locator('strong, span').allInnerTexts();
  await page.context().close();
  return parts
    .join('. ')
    .replace(/\.$/, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** The status of the order's row on the board of this day. */
async function readBoard({ id }: Order, date: string): Promise<string> {
  const page = await openCounterAs(browser, stack, 'baker', `orders?day=${date}&show=all`);
  const slot = page.locator('.slot').first();
  await slot.waitFor();
  const folded = page.locator('.slot .fold');
  if ((await folded.count()) > 0) await folded.first().click();
  const status = page.locator(`.ticket[data-order="${id}"] .status`);
  await status.waitFor();
  // `innerText` is empty while the row is not laid out.
  const said = (await status.textContent()) ?? '';
  await page.context().close();
  return said.trim();
}

/** What the bake sheet of this day says about the product. */
async function readSheet(product: number, date: string): Promise<string> {
  const page = await openCounterAs(browser, stack, 'baker', `bake-sheet/${date}`);
  await page.locator('.sheet-as-of').getByText('As of').waitFor();
  const tags = page.locator(`[data-product="${product}"] .sheet-title .tag`);
  const isListed = (await page.locator(`[data-product="${product}"]`).count()) > 0;
  const said = (await tags.allInnerTexts()).filter((text) => !text.includes('after cut-off'));
  await page.context().close();
  return isListed ? said.join(', ') || 'to do' : 'not listed';
}

/** "{time}" stands for a time of day, "{day}" for a day. */
function toPattern(text: string): RegExp {
  const pattern = RegExp.escape(text)
    .replaceAll('\\{time\\}', String.raw`\d+:\d\d [ap]m`)
    .replaceAll('\\{day\\}', String.raw`\w{3}, \d+ \w{3}`);
  return new RegExp(`^${pattern}$`);
}
