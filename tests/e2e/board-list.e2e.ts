/** The board as a working list: density, address, folding, totals, groups, arrivals, and what an update touches. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt, instantAt, type LocalDate } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import {
  chooseInAccountMenu,
  findViolations,
  keepScreenshot,
  openCounterAs,
  phone,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';
import { zoneAtNoon } from '../support/zone-at-noon.ts';

const platter = 12;
const khari = 7;

const { stack, browser, database } = await useSharedStack();
let customer: ShopClient;
let baker: ShopClient;

beforeAll(async () => {
  await database.query('update settings set days_ahead = 60');
  customer = newShopClient(stack.apiUrl);
  baker = newShopClient(stack.apiUrl);
  await baker.signIn('baker', 'croissants-for-everybody');
});

test.each([
  ['a tablet', 12, { viewport: { width: 768, height: 1024 } }],
  ['a wall screen', 24, { viewport: { width: 1920, height: 1080 } }],
  ['a phone', 6, phone],
] satisfies [string, number, BrowserContextOptions][])(
  'on %s at least %d of the orders of a busy day are visible',
  async (name, wanted, device) => {
    const day = newDay();
    await insertOrders(day, 60, 8);
    const page = await openBoard(day, '', device);
    await page.locator('.ticket').nth(59).waitFor();
    expect(await countVisible(page)).toBeGreaterThanOrEqual(wanted);
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, `busy-board-${name.replaceAll(' ', '-')}`);
  },
);

describe('the address', () => {
  test('keeps day, filter and search over a reload', async () => {
    const day = newDay();
    const id = await order(day, 'Emma Addressee', { product: khari });
    await complete(id);
    const page = await openBoard(today());
    await page.getByLabel('Another day').fill(day);
    await page.getByRole('button', { name: 'Ready 1' }).click();
    expect(hashOf(page)).toBe(`#/orders?day=${day}&show=ready`);
    await page.reload();
    await ticketOf(page, id).waitFor();
    await page.getByPlaceholder('Number, name, phone, item').fill('emma addr');
    await page.getByRole('heading', { name: '1 order found' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '1 order found' }).waitFor();
    expect(await page.getByPlaceholder('Number, name, phone, item').inputValue()).toBe('emma addr');
  });

  test('brings back the scroll position after an order was opened', async () => {
    const day = newDay();
    await insertOrders(day, 100, 10);
    const page = await openBoard(day, '', { viewport: { width: 1280, height: 800 } });
    const ticket = page.locator('.ticket').nth(60);
    await ticket.scrollIntoViewIfNeeded();
    const before = await untilStill(ticket);
    // A click by Playwright may scroll first.
    await ticket.getByRole('link').evaluate((link: HTMLElement) => link.click());
    await page.getByRole('link', { name: 'All orders' }).click();
    await eventually(async () => expect((await ticket.boundingBox())?.y).toBe(before));
    expect(hashOf(page)).toBe(`#/orders?day=${day}`);
  });
});

describe('with three hundred orders', () => {
  test('rows out of sight are not laid out', async () => {
    const page = await openBusyBoard();
    const skipped = await page
      .locator('.ticket h3')
      .evaluateAll(
        (titles) =>
          titles.filter((title) => !title.checkVisibility({ contentVisibilityAuto: true })).length,
      );
    expect(skipped).toBeGreaterThan(200);
  });

  test('an update changes only its row and the totals, and moves nothing', async () => {
    const page = await openBusyBoard();
    const id = Number(await page.locator('.ticket').nth(2).getAttribute('data-order'));
    await page.evaluate((changed) => {
      const state = { shifted: 0, touched: [] as string[] };
      Object.assign(window, { state });
      const rowOf = (node: Node | null) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return element?.closest<HTMLElement>('.ticket')?.dataset['order'];
      };
      type Shift = PerformanceEntry & {
        readonly sources: readonly { readonly node: Node | null }[];
      };
      new PerformanceObserver((list) => {
        const sources = (list.getEntries() as Shift[]).flatMap((shift) => shift.sources);
        const elsewhere = sources.filter(({ node }) => node && rowOf(node) !== changed);
        state.shifted += elsewhere.length;
      }).observe({ type: 'layout-shift' });
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const row = rowOf(target);
          if (row !== undefined && !state.touched.includes(row)) state.touched.push(row);
        }
      }).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    }, String(id));
    await baker.post(`/staff/orders/${id}/actions`, { action: 'complete' });
    await page.getByRole('button', { name: `Picked up: order ${id}` }).waitFor();
    expect(await page.evaluate('state')).toEqual({ shifted: 0, touched: [String(id)] });
  });

  let busyDay: LocalDate | undefined;

  async function openBusyBoard() {
    if (busyDay === undefined) {
      busyDay = newDay();
      await insertOrders(busyDay, 300, 15);
    }
    const page = await openBoard(busyDay, '&show=all', { viewport: { width: 1280, height: 800 } });
    await page.locator('.ticket').nth(299).waitFor({ state: 'attached' });
    return page;
  }
});

test('a whole slot is marked ready by one tap and one request, and undone by another', async () => {
  const day = newDay();
  const ids = await insertOrders(day, 3, 3);
  const page = await openBoard(day);
  const changes: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') changes.push(new URL(request.url()).pathname);
  });
  await page.getByRole('button', { name: 'Mark all ready: 7:00 am' }).click();
  await page.getByText('3 orders are ready.').waitFor();
  expect(await statusesOf(ids)).toEqual(['Completed', 'Completed', 'Completed']);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: 3 orders.').waitFor();
  expect(await statusesOf(ids)).toEqual(['Processing', 'Processing', 'Processing']);
  expect(changes).toEqual(['/api/staff/orders/actions', '/api/staff/orders/actions']);
});

test('a slot’s order that has been cancelled stays cancelled, and the others become ready', async () => {
  const day = newDay();
  const ids = await insertOrders(day, 3, 3);
  const page = await openBoard(day);
  const button = page.getByRole('button', { name: 'Mark all ready: 7:00 am' });
  await button.waitFor();
  await page.route('**/api/staff/orders?**', (route) => route.abort());
  await database.query(`update orders set status = 'Cancelled' where id = $1`, [ids[1]]);
  await button.click();
  const toast = page.locator('.toast');
  await toast.getByText('2 orders are ready. 1 order has changed and was left as it is.').waitFor();
  expect(await statusesOf(ids)).toEqual(['Completed', 'Cancelled', 'Completed']);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: 2 orders.').waitFor();
  expect(await statusesOf(ids)).toEqual(['Processing', 'Cancelled', 'Processing']);
});

test('an order of another day is marked picked up only after a question', async () => {
  const day = newDay();
  const id = await order(day, 'Early', { product: khari });
  await complete(id);
  const page = await openBoard(day, '&show=ready');
  const button = page.getByRole('button', { name: `Picked up: order ${id}` });
  await button.click();
  const question = page.getByRole('dialog');
  await question.getByText('Its pickup day is').waitFor();
  await question.getByRole('button', { name: 'Not yet' }).click();
  await button.click();
  await question.getByRole('button', { name: 'Picked up', exact: true }).click();
  await ticketOf(page, id).locator('.status').getByText('Picked up').waitFor();
});

test('finished orders of a slot are folded among all orders', async () => {
  const day = newDay();
  const ids = await insertOrders(day, 3, 3);
  await database.query(
    `update orders set status = 'Completed', collected_at = now() where id = any ($1)`,
    [ids.slice(1)],
  );
  const page = await openBoard(day, '&show=all');
  await ticketOf(page, ids[0]).waitFor();
  expect(await page.locator('.ticket').count()).toBe(1);
  await page.getByRole('button', { name: '2 done' }).click();
  await ticketOf(page, ids[2]).waitFor();
});

test('the totals of the day show what is to do of each product', async () => {
  const day = newDay();
  const ids = await insertOrders(day, 4, 2);
  await database.query(`update orders set status = 'Completed' where id = $1`, [ids[0]]);
  await database.query(`update orders set status = 'Cancelled' where id = $1`, [ids[1]]);
  const page = await openBoard(day, '', { viewport: { width: 1280, height: 800 } });
  await page.getByRole('row', { name: 'Bread Platter 4 6' }).waitFor();
});

test('a day whose orders are all packed offers the ready ones', async () => {
  const day = newDay();
  const id = await order(day, 'Packed', { product: khari });
  await complete(id);
  const page = await openBoard(day);
  await page.getByText('All done for this day.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show 1 ready order' }).click();
  await ticketOf(page, id).waitFor();
});

describe('a new order', () => {
  test('is counted in the tab’s title until the page is used', async () => {
    const day = newDay();
    const page = await openBoard(day);
    await page.getByText('No orders for this day yet.').waitFor();
    await order(day, 'First');
    await expectTitle(page, /^\(1\) Orders · /);
    await order(day, 'Second');
    await expectTitle(page, /^\(2\) Orders · /);
    await page.locator('#view').click({ position: { x: 2, y: 2 } });
    await expectTitle(page, /^Orders · /);
  });

  test('sounds after sound was switched on, also in a hidden tab', async () => {
    const day = newDay();
    const page = await openBoard(day);
    await page.addInitScript(() => {
      Object.assign(window, { tones: 0 });
      const start = Reflect.get<OscillatorNode, 'start'>(OscillatorNode.prototype, 'start');
      OscillatorNode.prototype.start = function (when) {
        Object.assign(window, { tones: (Reflect.get(window, 'tones') as number) + 1 });
        start.call(this, when);
      };
    });
    await page.clock.install();
    await page.reload();
    await page.getByText('No orders for this day yet.').waitFor();
    await order(day, 'Silent');
    await page.clock.fastForward(3_000);
    await expectTitle(page, /^\(1\)/);
    expect(await page.evaluate('tones')).toBe(0);
    await page.getByRole('button', { name: 'Sound' }).click();
    await eventually(async () => {
      await page.clock.runFor(100);
      expect(await page.evaluate('tones')).toBe(2);
    });
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await order(day, 'Loud');
    await eventually(async () => {
      await page.clock.fastForward(15_000);
      expect(await page.evaluate('tones')).toBe(4);
    });
    await expectTitle(page, /^\(1\)/);
  });

  test('for another day is announced with a link to that day', async () => {
    const [shown, other] = [newDay(), addDays(today(), 2)];
    const page = await openBoard(shown);
    await page.getByText('No orders for this day yet.').waitFor();
    const tile = page.locator('.day-tiles button').nth(2);
    const count = tile.getByText(/orders?$/);
    const before = await count.innerText();
    const id = await order(other, 'Elsewhere');
    await eventually(async () => expect(await count.innerText()).not.toBe(before));
    await page.locator('.toast').getByText(`New order ${id} for`).waitFor();
    await expectTitle(page, /^\(1\)/);
    await page.locator('.toast').getByRole('button', { name: 'Show' }).click();
    await ticketOf(page, id).waitFor();
    expect(hashOf(page)).toContain(`day=${other}`);
  });
});

test('"Now" scrolls to the slot that is open, past the slots that are over', async () => {
  const { rows } = await database.query<{ time_zone: string }>('select time_zone from settings');
  const { zone, date } = zoneAtNoon();
  await database.query('update settings set time_zone = $1', [zone]);
  try {
    await insertFrom(instantAt(date, '08:00', zone).toISOString(), 60, 60);
    const [later] = await insertFrom(instantAt(date, '16:00', zone).toISOString(), 1, 1);
    const page = await openCounterAs(browser, stack, 'baker', 'orders', {
      viewport: { width: 768, height: 1024 },
    });
    await page.locator('.ticket').nth(60).waitFor();
    const next = ticketOf(page, later);
    expect(await isInSight(page, next)).toBe(false);
    await page.getByRole('button', { name: 'Now', exact: true }).click();
    await eventually(async () => expect(await isInSight(page, next)).toBe(true));
  } finally {
    await database.query('update settings set time_zone = $1', [rows[0]?.time_zone]);
  }
});

test('orders of a slot that is over are marked as late', async () => {
  const [late] = await insertOrders(addDays(today(), -1), 1, 1);
  const [early] = await insertOrders(newDay(), 1, 1);
  const page = await openBoard(addDays(today(), -1));
  await ticketOf(page, late).waitFor();
  await page
    .locator('.slot', { has: ticketOf(page, late) })
    .getByText('late')
    .waitFor();
  expect(await ticketOf(page, late).getAttribute('class')).toContain('late');
  await page.getByLabel('Another day').fill(addDays(today(), days - 1));
  await ticketOf(page, early).waitFor();
  expect(await ticketOf(page, early).getAttribute('class')).not.toContain('late');
  expect(await page.getByText('late', { exact: true }).filter({ visible: true }).count()).toBe(0);
});

test('no part of a row covers another one, at any width', async () => {
  const day = newDay();
  const [id] = await insertOrders(day, 1, 1);
  await database.query(
    `update orders set customer_name = 'Office on 3rd street', status = 'Completed' where id = $1`,
    [id],
  );
  await database.query(`update order_lines set unit_price_minor = 123456700 where order_id = $1`, [
    id,
  ]);
  const page = await openBoard(day, '&show=all');
  for (const width of [320, 390, 600, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const covered = await ticketOf(page, id).evaluate((row) => {
      const parts = [
        ...row.querySelectorAll('.ticket-name > *, .ticket-lines, .ticket-total, .action-next'),
      ].map((part) => part.getBoundingClientRect());
      const overlap = (one: DOMRect, other: DOMRect) =>
        one.left < other.right - 1 &&
        other.left < one.right - 1 &&
        one.top < other.bottom - 1 &&
        other.top < one.bottom - 1;
      return parts.flatMap((one, index) =>
        parts
          .slice(index + 1)
          .filter((other) => one.width * other.width > 0 && overlap(one, other)),
      ).length;
    });
    expect([width, covered]).toEqual([width, 0]);
  }
});

test('a long name is shown whole, at any width', async () => {
  const day = newDay();
  const [id] = await insertOrders(day, 1, 1);
  await database.query('update orders set customer_name = $2 where id = $1', [
    id,
    'Company summer party, Konstantinopoulos-Wolfeschlegelstein',
  ]);
  const page = await openBoard(day);
  const name = ticketOf(page, id).locator('.ticket-name > :first-child');
  for (const width of [390, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    const cut = await name.evaluate((text) => text.scrollWidth - text.clientWidth);
    expect([width, cut]).toEqual([width, 0]);
  }
});

test('the lines and totals of all rows are in columns, whatever the words of their buttons', async () => {
  const day = newDay();
  const ids = await insertOrders(day, 4, 4);
  await database.query(`update orders set status = 'Completed' where id = any ($1)`, [
    ids.slice(2),
  ]);
  await database.query('update orders set collected_at = now() where id = $1', [ids[3]]);
  const page = await openBoard(day, '&show=all');
  const action = page.locator('.action-next');
  for (const [language, words] of [
    ['English', ['Mark ready', 'Mark ready', 'Picked up']],
    ['Deutsch', ['Fertig melden', 'Fertig melden', 'Abgeholt']],
  ] as const) {
    if (language !== 'English') await chooseInAccountMenu(page, language);
    await page.getByRole('button', { name: /done|erledigt/ }).click();
    await eventually(async () =>
      expect((await action.allInnerTexts()).map((text) => text.trim())).toEqual(words),
    );
    for (const width of [768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const edges = await page
        .locator('.ticket')
        .evaluateAll((rows) =>
          rows.map((row) => [
            row.querySelector('.ticket-lines')?.getBoundingClientRect().left,
            row.querySelector('.ticket-total')?.getBoundingClientRect().right,
          ]),
        );
      expect(edges).toHaveLength(4);
      expect([width, ...new Set(edges.map(String))]).toHaveLength(2);
    }
  }
});

test('"/" moves the focus to the search, but is typed in a field', async () => {
  const page = await openBoard(newDay());
  await page.getByText('No orders for this day yet.').waitFor();
  await page.keyboard.press('/');
  await page.locator('.search:focus').waitFor();
  await page.keyboard.press('/');
  expect(await page.locator('.search').inputValue()).toBe('/');
});

let days = 3;

/** A day that no other test uses. */
function newDay(): LocalDate {
  return addDays(today(), days++);
}

function today(): LocalDate {
  return dateAt(new Date(), 'Asia/Kolkata');
}

/** Places an order for 10:00. @returns its number */
async function order(day: LocalDate, name: string, { product = platter } = {}): Promise<number> {
  const { status, body } = await customer.post('/order', {
    lines: [{ product_id: product, quantity: 1 }],
    customer: { name },
    pickup_at: `${day}T10:00:00+05:30`,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  return placeOrderResponse.parse(body).order_id;
}

/** Marks an order ready, as soon as the processor has accepted it. */
function complete(id: number): Promise<void> {
  return eventually(async () => {
    const { status } = await baker.post(`/staff/orders/${id}/actions`, { action: 'complete' });
    expect(status).toBe(200);
  });
}

/** Inserts Processing orders of two platters each, from 7:00 on. @returns their numbers */
function insertOrders(day: LocalDate, count: number, perSlot: number): Promise<number[]> {
  return insertFrom(`${day}T07:00:00+05:30`, count, perSlot);
}

async function insertFrom(instant: string, count: number, perSlot: number): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(
    `with placed as (
       insert into orders (status, correlation_id, request_hash, pickup_at, customer_name)
       select 'Processing', 'test', '', $1::timestamptz + (n - 1) / $3 * interval '30 minutes', 'Guest ' || n
       from generate_series(1, $2::integer) as n
       returning id
     ), lines as (
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select id, 1, ${platter}, 2, 100, 'Bread Platter' from placed
     ), steps as (
       insert into order_timeline (order_id, at, to_status, by)
       select id, now() - interval '1 hour', 'Processing', 'test' from placed
     )
     select id from placed order by id`,
    [instant, count, perSlot],
  );
  return rows.map(({ id }) => id);
}

async function statusesOf(ids: readonly number[]): Promise<string[]> {
  const { rows } = await database.query<{ status: string }>(
    'select status from orders where id = any ($1) order by id',
    [ids],
  );
  return rows.map(({ status }) => status);
}

function openBoard(day: LocalDate, more = '', options?: BrowserContextOptions): Promise<Page> {
  return openCounterAs(browser, stack, 'baker', `orders?day=${day}${more}`, options);
}

function ticketOf(page: Page, id: number | undefined) {
  return page.locator(`.ticket[data-order="${id}"]`);
}

function hashOf(page: Page): string {
  return new URL(page.url()).hash;
}

async function expectTitle(page: Page, title: RegExp) {
  await eventually(async () => expect(await page.title()).toMatch(title));
}

/** The top of an element that has stopped moving: rows that come into sight are laid out then. */
async function untilStill(target: Locator): Promise<number | undefined> {
  let top: number | undefined;
  await eventually(async () => {
    const before = top;
    top = (await target.boundingBox())?.y;
    expect(top).toBe(before);
  });
  return top;
}

async function isInSight(page: Page, target: Locator): Promise<boolean> {
  const [box, view] = [await target.boundingBox(), await page.getByRole('main').boundingBox()];
  return (
    box !== null && view !== null && box.y >= view.y && box.y + box.height <= view.y + view.height
  );
}

/** How many orders are wholly visible, without scrolling. */
function countVisible(page: Page): Promise<number> {
  return page.evaluate(() => {
    const view = document.querySelector('#view')?.getBoundingClientRect();
    const isVisible = ({ top, bottom }: DOMRect) =>
      view !== undefined && top >= view.top && bottom <= view.bottom;
    return [...document.querySelectorAll('.ticket')].filter((row) =>
      isVisible(row.getBoundingClientRect()),
    ).length;
  });
}
