import type { BrowserContextOptions, Page, Request, Route } from 'playwright-core';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt, type LocalDate } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import {
  chooseInAccountMenu,
  countPrintDialogs,
  devices,
  openCounter,
  openCounterAs,
  signIn,
  sizesOf,
  tabTo,
  typeByHand,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { scanQrCode } from '../support/scan-qr-code.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const khari = 7;
const lemonTart = 9;
const platter = 12;

const { stack, browser, database } = await useSharedStack();
let customer: ShopClient;
let baker: ShopClient;

beforeAll(async () => {
  // Every test has a separate day.
  await database.query('update settings set days_ahead = 60');
  customer = newShopClient(stack.apiUrl);
  baker = newShopClient(stack.apiUrl);
  await baker.signIn('baker', 'croissants-for-everybody');
});

describe('the board', () => {
  const morning = 'orders arrive, are marked ready, picked up, undone and cancelled';
  test.each(devices)(`shows a morning on %s: ${morning}`, async (_, device) => {
    const day = newDay();
    const page = await openTimedBoard(day, device);
    await page.getByText('No orders for this day yet.').waitFor();

    const cake = await order(day, 'Emma', { product: platter, note: 'no mustard' });
    const bread = await order(day, 'Jürgen', { time: '11:00' });
    await advanceToNextPoll(page);
    const ticket = ticketOf(page, cake);
    await ticket.locator('.status').getByText('Confirmed').waitFor();
    await ticket.getByText('New').waitFor();
    await ticket.getByText('no mustard').waitFor();
    await page.locator('#announcer').getByText('New order').waitFor({ state: 'attached' });
    expect(await page.locator('.slot-head h2').allTextContents()).toEqual(['10:00 am', '11:00 am']);

    await page.getByRole('button', { name: `Mark ready: order ${cake}` }).click();
    await page.getByText(`Order ${cake} is ready.`).waitFor();
    await pickUp(page, cake);
    await ticket.locator('.status').getByText('Picked up').waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`Undone: order ${cake}.`).waitFor();
    await ticket.locator('.status').getByText('Ready').waitFor();
    const undo = page.getByRole('button', { name: `Undo: order ${cake}` });
    expect(await undo.isVisible()).toBe(false);

    await pressC(page, bread);
    await page.getByRole('button', { name: 'Not picked up' }).click();
    await page.getByRole('button', { name: 'Cancel order', exact: true }).click();
    await ticketOf(page, bread).getByText('Cancelled').waitFor();
    await ticketOf(page, bread).getByText('Not picked up').waitFor();
    expect(await filters(page)).toEqual(['To do 0', 'Ready 1', 'Picked up 0', 'All 2']);
    await page.getByRole('button', { name: `Undo: order ${bread}` }).click();
    await page.getByText(`Undone: order ${bread}.`).waitFor();
    await untilDecided(bread);
    await advanceToNextPoll(page);
    await ticketOf(page, bread).locator('.status').getByText('Confirmed').waitFor();
    expect(await timelineOf(bread)).toEqual([
      'Pending customer',
      'Processing processor',
      'Cancelled staff:baker',
      'Pending staff:baker',
      'Processing processor',
    ]);
  });

  test('cancels an order that became ready just before the confirmation', async () => {
    const day = newDay();
    const id = await order(day, 'Nora', { product: platter });
    const page = await openTimedBoard(day);
    const ticket = ticketOf(page, id);
    await ticket.locator('.status').getByText('Confirmed').waitFor();
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
    await pressC(page, id);
    await page.clock.runFor(500);
    await page.getByRole('button', { name: 'Not picked up' }).click();
    await complete(id);
    await advanceToNextPoll(page);
    await ticket.locator('.status').getByText('Ready').waitFor();
    // The clock is paused, so the buttons below the dialog ignore clicks.
    await page.getByRole('button', { name: 'Cancel order', exact: true }).click();
    await ticket.getByText('Cancelled').waitFor();
  });

  test('marks an order ready, but not picked up, after a double tap', async () => {
    const day = newDay();
    const id = await order(day, 'Twice', { product: platter });
    const page = await openTimedBoard(day);
    const button = ticketOf(page, id).locator('.action-next');
    await button.getByText('Mark ready').waitFor();
    // A paused clock makes both taps simultaneous, however slow the machine is.
    await page.clock.pauseAt(Date.now() + 60_000);
    await button.click();
    await button.getByText('Picked up').waitFor();
    await button.click({ force: true });
    expect((await timelineOf(id)).at(-1)).toBe('Completed staff:baker');
    await page.clock.runFor(1_000);
    await button.click();
    await confirmPickup(page);
    await ticketOf(page, id).locator('.status').getByText('Picked up').waitFor();
  });

  test('does not mark an order picked up when another person has just marked it ready', async () => {
    const day = newDay();
    const id = await order(day, 'Elsewhere', { product: platter });
    const page = await openTimedBoard(day);
    const button = ticketOf(page, id).locator('.action-next');
    await button.getByText('Mark ready').waitFor();
    await page.clock.pauseAt(Date.now() + 60_000);
    const questions: Route[] = [];
    await page.route('**/api/staff/orders?*', (route) => void questions.push(route));
    await eventually(async () => {
      await page.clock.runFor(1_000);
      expect(questions).toHaveLength(1);
    });
    await complete(id);
    // The clock stays paused after the response.
    await questions[0]?.continue();
    await page.unroute('**/api/staff/orders?*');
    await button.getByText('Picked up').waitFor();
    // A tap meant for "Mark ready" arrives now.
    await button.click({ force: true });
    await page.clock.runFor(1_000);
    expect((await timelineOf(id)).length).toBe(3);
    await button.click();
    await confirmPickup(page);
    await ticketOf(page, id).locator('.status').getByText('Picked up').waitFor();
  });

  test('shows a changed order for one minute after its last change', async () => {
    const day = newDay();
    const id = await order(day, 'Twice', { product: platter });
    const page = await openTimedBoard(day);
    const button = ticketOf(page, id).locator('.action-next');
    await button.getByText('Mark ready').click();
    await button.getByText('Picked up').waitFor();
    await page.clock.fastForward(50_000);
    await button.click();
    await confirmPickup(page);
    await ticketOf(page, id).locator('.status').getByText('Picked up').waitFor();
    await page.clock.fastForward(50_000);
    expect(await ticketOf(page, id).isVisible()).toBe(true);
    await page.clock.fastForward(20_000);
    await ticketOf(page, id).waitFor({ state: 'detached' });
  });

  test('shows other people’s changes, and the current status after a conflict', async () => {
    const day = newDay();
    const id = await order(day, 'Both', { product: platter });
    const [here, there] = await Promise.all([openBoard(day), openTimedBoard(day)]);
    await ticketOf(there, id).locator('.status').getByText('Confirmed').waitFor();
    await here.getByRole('button', { name: `Mark ready: order ${id}` }).click();
    await here.getByText(`Order ${id} is ready.`).waitFor();
    await advanceToNextPoll(there);
    await ticketOf(there, id).locator('.status').getByText('Ready').waitFor();
    // From now on this board does not receive changes of the other board.
    await there.route('**/api/staff/orders?*', (route) => route.abort());
    await pressC(here, id);
    await here.getByLabel('Reason').fill('rang up');
    await here.keyboard.press('Enter');
    await ticketOf(here, id).getByText('Cancelled').waitFor();
    await pickUp(there, id);
    await there.getByText(`Order ${id} is now: Cancelled.`).waitFor();
    await ticketOf(there, id).getByText('rang up').waitFor();
    await advanceToNextPoll(there);
    await there.getByText('Not up to date: last updated').waitFor();
  });

  test('finds an order of any day by number, name or phone', async () => {
    const id = await order(newDay(), 'Zoë Ångström', { phone: '+49 170 5550199' });
    const page = await openBoard(today());
    for (const wanted of ['ångström', '0170 5550199'.slice(1), String(id)]) {
      await page.getByPlaceholder('Number, name, phone, item').fill(wanted);
      await page.getByRole('heading', { name: '1 order found' }).waitFor();
      await ticketOf(page, id).waitFor();
      await page.getByPlaceholder('Number, name, phone, item').fill('');
      await ticketOf(page, id).waitFor({ state: 'detached' });
    }
    await page.getByPlaceholder('Number, name, phone, item').fill('unknown person');
    await page.getByText('No order has this number').waitFor();
  });

  test('lists the order with the searched number first, and says when there are more results', async () => {
    const id = await order(newDay(), 'Wanted');
    const day = addDays(today(), 101);
    await insertOrders(day, 60);
    await database.query(
      `update orders set customer_phone = '+91 555 ' || lpad($1, 6, '0') where pickup_at >= $2`,
      [String(id), `${day}T00:00:00+05:30`],
    );
    const page = await openBoard(today());
    await page.getByPlaceholder('Number, name, phone, item').fill(String(id).padStart(6, '0'));
    await page.getByRole('heading', { name: 'The latest 50 orders found' }).waitFor();
    expect(await page.locator('.ticket').first().getAttribute('data-order')).toBe(String(id));
    expect(await page.locator('.ticket').count()).toBe(50);
  });

  test('updates the orders that a search has found, and adds new orders that match', async () => {
    const id = await order(newDay(), 'Heidi Weber', { product: platter });
    const page = await openTimedBoard(today());
    await page.getByPlaceholder('Number, name, phone, item').fill('heidi weber');
    await page.getByRole('button', { name: `Mark ready: order ${id}` }).waitFor();
    await complete(id);
    await advanceToNextPoll(page);
    await page.getByRole('button', { name: `Picked up: order ${id}` }).waitFor();
    await order(newDay(), 'Heidi Weber');
    await advanceToNextPoll(page);
    await page.getByRole('heading', { name: '2 orders found' }).waitFor();
  });

  test('lists found orders by pickup time, the newest first, with weekday and phone number', async () => {
    const [early, late] = [newDay(), newDay()];
    const phone = '+49 170 5550777';
    const ids = [
      await order(early, 'Elif Kaya', { phone }),
      await order(late, 'Elif Kaya', { phone }),
    ];
    const page = await openBoard(today());
    const search = page.getByPlaceholder('Number, name, phone, item');
    await search.fill('5550777');
    await page.getByRole('heading', { name: '2 orders found' }).waitFor();
    const found = await page.locator('.ticket').all();
    expect(await Promise.all(found.map((row) => row.getAttribute('data-order')))).toEqual(
      ids.toReversed().map(String),
    );
    expect(await page.locator('.slot-head h2').first().innerText()).toMatch(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d+ \w+ · 10:00 am$/,
    );
    await ticketOf(page, ids[0] ?? 0)
      .getByText(phone)
      .waitFor();
    expect(await page.locator('.day-tile[aria-pressed=true]').count()).toBe(0);
    // A new search replaces the last one.
    await page.getByRole('heading', { name: '2 orders found' }).click();
    await search.focus();
    await page.keyboard.type('unknown');
    expect(await search.inputValue()).toBe('unknown');
  });

  test('ignores taps on the rows for a moment after a row has left', async () => {
    const day = newDay();
    const id = await order(day, 'First', { product: platter });
    await order(day, 'Second', { product: platter });
    const page = await openTimedBoard(day);
    await page.getByRole('button', { name: /^To do/ }).click();
    const button = ticketOf(page, id).locator('.action-next');
    await button.getByText('Mark ready').click();
    await button.getByText('Picked up').waitFor();
    await page.clock.pauseAt(Date.now() + 30_000);
    // Shorter steps than the moment that the test looks for.
    while ((await ticketOf(page, id).count()) > 0) await page.clock.runFor(500);
    const events = () =>
      page.locator('.slots').evaluate((rows) => getComputedStyle(rows).pointerEvents);
    expect(await events()).toBe('none');
    await page.clock.runFor(700);
    expect(await events()).toBe('auto');
  });

  test('opens the bake sheet on the same day, and goes back to it', async () => {
    const day = newDay();
    const page = await openBoard(day);
    await page.getByRole('link', { name: 'Bake sheet' }).click();
    await page.getByRole('heading', { name: /^Bake sheet/ }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/bake-sheet/${day}`);
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.getByRole('heading', { name: /^\w+,? \d/, level: 1 }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/orders?day=${day}`);
  });

  test('switches between days', async () => {
    const page = await openBoard(today());
    const nameOf = (days: number) =>
      new Intl.DateTimeFormat('en-IN', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        Date.parse(addDays(today(), days)),
      );
    const tiles = page.locator('.day-tiles button');
    await tiles.nth(13).waitFor({ state: 'attached' });
    expect(await tiles.count()).toBe(14);
    await tiles.nth(13).click();
    await page.getByRole('heading', { level: 1, name: nameOf(13) }).waitFor({ state: 'attached' });
    await tiles.getByText('Today').click();
    await page.getByRole('heading', { level: 1, name: nameOf(0) }).waitFor({ state: 'attached' });
    await page.getByLabel('Another day').fill(addDays(today(), -1));
    await page.getByRole('heading', { level: 1, name: nameOf(-1) }).waitFor({ state: 'attached' });
  });

  test('shows the new day after midnight, also in the calendar field', async () => {
    const page = await openCounterAs(browser, stack, 'baker');
    await page.clock.install();
    await page.reload();
    const calendar = page.getByLabel('Another day');
    await page
      .getByText(/No orders for this day|Mark ready|All done/)
      .filter({ visible: true })
      .first()
      .waitFor();
    expect(await calendar.inputValue()).toBe(today());
    const asked = page.waitForRequest(`**/api/staff/orders?date=${addDays(today(), 1)}*`);
    await page.clock.fastForward(86_400_000);
    await asked;
    expect(await calendar.inputValue()).toBe(addDays(today(), 1));
  });

  test('shows new orders although one change is dated a day ahead', async () => {
    const day = newDay();
    const ahead = await order(newDay(), 'Ahead');
    await database.query(
      `insert into order_timeline (order_id, at, from_status, to_status, by)
       values ($1, now() + interval '1 day', 'Completed', 'Completed', 'test')`,
      [ahead],
    );
    const page = await openTimedBoard(day);
    await page.getByText('No orders for this day yet').waitFor();
    for (const name of ['First', 'Second']) {
      const id = await order(day, name);
      await advanceToNextPoll(page);
      await ticketOf(page, id).waitFor();
    }
    await database.query('delete from order_timeline where at > now()');
  });

  test('reloads all orders when the server’s clock was set back', async () => {
    const day = newDay();
    const id = await order(day, 'Elsewhere');
    const page = await openTimedBoard(day);
    await ticketOf(page, id).waitFor();
    // The response of a server whose clock is a day ahead.
    await page.route('**/api/staff/orders?*since=*', async (route) => {
      const response = await route.fetch();
      const since = new Date(Date.now() + 86_400_000).toISOString();
      await route.fulfill({ response, json: { ...((await response.json()) as object), since } });
    });
    const answered = page.waitForResponse('**/api/staff/orders?*since=*');
    await advanceToNextPoll(page);
    await answered;
    await page.unroute('**/api/staff/orders?*since=*');
    await database.query(
      `update orders set pickup_at = pickup_at + interval '1 year', pickup_date = pickup_date + 365
       where id = $1`,
      [id],
    );
    await advanceToNextPoll(page);
    await page.getByText('No orders for this day yet').waitFor();
  });

  test('sends no requests in a hidden tab, and refreshes when the tab becomes visible', async () => {
    const day = newDay();
    const page = await openTimedBoard(day);
    await page.getByText('No orders for this day yet').waitFor();
    await setHidden(page, true);
    await page.clock.fastForward(60_000);
    const questions: Request[] = [];
    page.on('request', (request) => questions.push(request));
    const id = await order(day, 'Early bird');
    await page.clock.fastForward(60_000);
    await page.clock.fastForward(60_000);
    expect(questions).toEqual([]);
    await setHidden(page, false);
    await ticketOf(page, id).waitFor();
  });

  test('asks for a sign-in when the session has expired, then continues', async () => {
    const day = newDay();
    const id = await order(day, 'Patient', { product: platter });
    const page = await openCounter(browser, stack);
    await page.clock.install();
    await page.reload();
    await signIn(page, 'baker');
    await page.getByLabel('Another day').fill(day);
    await page.getByRole('button', { name: 'All 1' }).click();
    await ticketOf(page, id).waitFor();
    // The newest session is this page's own.
    await database.query(
      'delete from staff_sessions where created_at = (select max(created_at) from staff_sessions)',
    );
    await advanceToNextPoll(page);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(page, 'baker');
    await ticketOf(page, id).waitFor();
  });

  test('redraws only the changed order when three hundred orders are shown', async () => {
    const day = addDays(today(), 100);
    await insertOrders(day, 300);
    const page = await openTimedBoard(day);
    await page.getByRole('button', { name: 'To do 300' }).waitFor();
    const tickets = page.locator('.ticket');
    expect(await tickets.count()).toBe(300);
    const { rows } = await database.query<{ id: number }>('select max(id) as id from orders');
    const id = rows[0]?.id ?? 0;
    await watchTickets(page);
    await complete(id);
    await advanceToNextPoll(page);
    await page.getByRole('button', { name: `Picked up: order ${id}` }).waitFor();
    expect(await page.evaluate('[...window.touched]')).toEqual([String(id)]);
  });

  test('can be used with the keyboard alone', async () => {
    const day = newDay();
    const first = await order(day, 'First', { product: platter });
    const second = await order(day, 'Second', { product: platter });
    const page = await openBoard(day);
    const complete = page.getByRole('button', { name: `Mark ready: order ${first}` });
    await page.getByPlaceholder('Number, name, phone, item').focus();
    await tabTo(complete);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await ticketOf(page, second).locator('.status').getByText('Ready').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('c');
    await page.getByRole('dialog').waitFor();
    await typeByHand(page, 'no oven');
    await page.keyboard.press('Enter');
    await ticketOf(page, first).getByText('no oven').waitFor();
    expect((await timelineOf(first)).at(-1)).toBe('Cancelled staff:baker');
  });

  test('shows markup in a name and a note as text', async () => {
    const day = newDay();
    const markup = '<img src=x onerror="document.title=1">';
    const id = await order(day, markup, { note: markup });
    const page = await openBoard(day);
    expect(await ticketOf(page, id).textContent()).toContain(markup);
    expect(await page.locator('img').count()).toBe(0);
  });
});

describe('the order page of the counter', () => {
  test('shows the whole order with its timeline, and updates both', async () => {
    const id = await order(newDay(), 'Emma', {
      product: platter,
      note: 'no mustard',
      phone: '+49 170 5550199',
    });
    const page = await openOrder(id);
    await page.clock.install();
    await page.reload();
    await page.getByText('no mustard').waitFor();
    await page.getByText('Contains gluten, eggs, milk, mustard and sesame').waitFor();
    await page.getByRole('link', { name: '+49 170 5550199' }).waitFor();
    await page.getByText('₹3,200').last().waitFor();
    await page.getByRole('button', { name: `Mark ready: order ${id}` }).click();
    await page.getByRole('button', { name: `Undo: order ${id}` }).click();
    await page.getByText('undone', { exact: true }).waitFor();
    await complete(id);
    await advanceToNextPoll(page);
    await pickUp(page, id);
    await page.locator('.order-head .status').getByText('Picked up').waitFor();
    expect(await page.locator('.timeline .status').allTextContents()).toEqual([
      'Received',
      'Confirmed',
      'Ready',
      'Confirmed',
      'Ready',
      'Picked up',
    ]);
    expect(await page.locator('.timeline').textContent()).toContain('· baker');
    await page.getByRole('link', { name: 'All orders' }).click();
    await page.locator('.board-head').first().waitFor();
  });

  test('offers undo for one minute by the bakery’s clock, although the tablet’s clock is wrong', async () => {
    const id = await order(newDay(), 'Emma', { product: platter });
    await complete(id);
    const page = await openCounterAs(browser, stack, 'baker');
    const undo = page.getByRole('button', { name: `Undo: order ${id}` });
    await page.clock.install({ time: Date.now() + 3_600_000 });
    await page.evaluate((hash) => (location.hash = hash), `#/orders/${id}`);
    await undo.waitFor();
    await database.query(
      `update order_timeline set at = at - interval '2 minutes' where order_id = $1`,
      [id],
    );
    await page.clock.setSystemTime(Date.now() - 3_600_000);
    await page.clock.runFor(3_000);
    await undo.waitFor({ state: 'hidden' });
  });

  test('says that an unknown order does not exist', async () => {
    const page = await openOrder(999_999);
    await page.getByText('There is no order 999999.').waitFor();
  });

  test('can be used with the keyboard alone', async () => {
    const id = await order(newDay(), 'Emma', { product: platter });
    const page = await openOrder(id);
    await tabTo(page.getByRole('button', { name: `Mark ready: order ${id}` }));
    await page.keyboard.press('Enter');
    await page.locator('.order-head .status').getByText('Ready').waitFor();
    await tabTo(page.getByRole('button', { name: `Undo: order ${id}` }));
    await pressWhenRested(page, 'Enter');
    await page.locator('.order-head .status').getByText('Confirmed').waitFor();
    // The button has disappeared, but the focus must not be lost.
    await page.locator('h1:focus').waitFor();
    await tabTo(page.getByRole('button', { name: `Cancel order ${id}` }));
    await pressWhenRested(page, 'Enter');
    await typeByHand(page, 'no oven');
    await page.keyboard.press('Enter');
    await page.locator('.facts-list').getByText('no oven').waitFor();
    await tabTo(page.getByRole('button', { name: 'Print label' }));
    await page.keyboard.press('Enter');
    await page.locator('.paper.label').waitFor({ state: 'attached' });
  });
});

describe('papers', () => {
  test('are printed without the rest of the page, 80 mm wide and on one page each', async () => {
    await database.query(
      `update settings set address = '12 High Street' || chr(10) || 'Pune', phone = '+91 20 1234'`,
    );
    const id = await order(day2, 'Jürgen', { note: 'sliced', phone: '+49 30 1234567' });
    const page = await openOrder(id, { colorScheme: 'dark' });
    for (const [name, words] of [
      [
        'label',
        ['Jürgen', '10:00 am', '2 ×', 'Masala Khari', 'Contains gluten', '12 High Street, Pune'],
      ],
      ['packing slip', ['+49 30 1234567', '2 ×', 'Masala Khari', 'sliced', 'Contains gluten']],
      ['order', ['The Bakery', '+91 20 1234', `Order ${id}`, '₹280', 'This is not a receipt.']],
    ] as const) {
      await page.getByRole('button', { name: `Print ${name}` }).click();
      await page.emulateMedia({ media: 'print' });
      const paper = page.locator('.paper');
      for (const word of words) expect(await paper.textContent()).toContain(word);
      expect(await page.getByRole('heading').count()).toBe(0);
      await paper.screenshot({ path: `test-output/screenshots/paper-${name}.png` });
      await page.emulateMedia({ media: null });
      expect(sizesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([80]);
      await paper.waitFor({ state: 'detached' });
    }
    expect(await countPrintDialogs(page)).toBe(3);
  });

  test('have a QR code that opens the customer’s order page', async () => {
    const id = await order(day2, 'Jürgen');
    const page = await openOrder(id);
    await page.getByRole('button', { name: 'Print order' }).click();
    const code = page.locator('.qr-code');
    const address = await scanQrCode(code);
    expect(address).toMatch(new RegExp(`^https://shop\\.example/order#${id}\\.[0-9a-f]{32}$`));
    await page.goto(address.replace(stack.publicUrl, stack.frontendUrl));
    await page.getByText('For Jürgen').waitFor();
  });

  test('have one label for each bag, numbered', async () => {
    const id = await order(day2, 'Emma');
    const page = await openOrder(id);
    await page.getByLabel('Bags').fill('3');
    await page.getByRole('button', { name: 'Print label' }).click();
    expect(await page.locator('.paper-bag').allTextContents()).toEqual([
      '1 of 3',
      '2 of 3',
      '3 of 3',
    ]);
    expect(sizesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([80, 80, 80]);
  });

  test('are printed for all orders of a slot at once', async () => {
    const day = newDay();
    await order(day, 'Emma', { product: platter });
    await order(day, 'Jürgen');
    await order(day, 'Priya', { time: '11:00' });
    const page = await openBoard(day);
    await page.getByRole('button', { name: 'Print labels: 10:00 am' }).click();
    expect(await page.locator('.paper-name').allTextContents()).toEqual(['Emma', 'Jürgen']);
    expect(await countPrintDialogs(page)).toBe(1);
    expect(sizesOf(await page.pdf({ preferCSSPageSize: true }))).toEqual([80, 80]);
  });
});

describe('an order at the counter', () => {
  test('is not placed by Enter in the search, quantity or note field', async () => {
    const page = await openNewOrder();
    const before = await countOrders();
    const search = page.getByPlaceholder('Search products (Enter adds the first)');
    await page.getByRole('button', { name: 'Masala Khari' }).waitFor();
    await search.press('Enter');
    await page.getByText('Tap a product to start.').waitFor();
    await search.fill('khari');
    await search.press('Enter');
    await page.getByLabel('Quantity: Masala Khari').fill('4');
    await page.keyboard.press('Enter');
    await page.locator('input[type=search]:focus').waitFor();
    await page.getByText('₹560').first().waitFor();
    await page.getByLabel('Note for Masala Khari').fill('sliced');
    await page.keyboard.press('Enter');
    await page.locator('input[type=search]:focus').waitFor();
    expect(await countOrders()).toBe(before);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('sliced').waitFor();
    expect(await countOrders()).toBe(before + 1);
  });

  test('takes fifty products, and shows the limit when another product is added', async () => {
    await database.query(
      `insert into products (name, category, description, price_minor, kind, stock)
       select 'Roll ' || n, 'Rolls', '', 100, 'shelf', 10 from generate_series(1, 51) as n`,
    );
    const page = await openNewOrder();
    await page.getByPlaceholder('Search products (Enter adds the first)').fill('rolls');
    const rolls = page.locator('.offer-button');
    await rolls.nth(50).waitFor();
    await page.getByText('Masala Khari').waitFor({ state: 'detached' });
    await rolls.evaluateAll((buttons: HTMLElement[]) => buttons.forEach((each) => each.click()));
    await page.getByText('An order can have at most 50 different products.').waitFor();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
    await page.locator('.order-line-name').nth(49).waitFor();
    await database.query(`update products set active = false where category = 'Rolls'`);
  });

  test('is discarded only after a confirmation when staff leave the view', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('link', { name: 'Stock' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay here' }).click();
    await page.getByLabel('Note for Masala Khari').waitFor();
    await chooseInAccountMenu(page, 'Sign out');
    await question.getByRole('button', { name: 'Stay here' }).click();
    await page.getByRole('link', { name: 'Stock' }).click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
  });

  test('is entered with the keyboard alone: products, a note, a name, as soon as possible', async () => {
    const page = await openNewOrder();
    await page.clock.install();
    await page.reload();
    const search = page.getByPlaceholder('Search products (Enter adds the first)');
    await page.getByRole('button', { name: 'Masala Khari' }).waitFor();
    await page.keyboard.type('khari');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('sourd');
    await page.keyboard.press('Enter');
    await search.press('Control+A');
    await search.press('Delete');
    await page.getByLabel('Note for Masala Khari').focus();
    await page.keyboard.type('well done');
    await page.getByLabel('Name').focus();
    await page.keyboard.type('Kofi');
    await page.keyboard.press('Enter');
    const title = page.getByRole('heading', { name: /^Order \d+$/ });
    await untilDecided(Number((await title.innerText()).split(' ')[1]));
    await advanceToNextPoll(page);
    await page.locator('.order-head .status').getByText('Set aside').waitFor();
    expect(await page.locator('.order-line-name').allTextContents()).toEqual([
      'Masala Khari',
      'Sourdough Loaf',
    ]);
    await page.getByText('well done').waitFor();
    await page.getByText('Kofi').waitFor();
    await page.getByRole('button', { name: 'Print order' }).waitFor();
    await page.getByRole('button', { name: 'Next order' }).press('Enter');
    await page.getByText('Tap a product to start.').waitFor();
  });

  test.each(devices)(
    'that breaks a pickup rule needs a reason, and stores the reason, on %s',
    async (_, device) => {
      const page = await openNewOrder(device);
      await page.getByRole('button', { name: 'Wedding Cake' }).click();
      await showDraft(page);
      await page.getByRole('button', { name: 'Choose time' }).click();
      await page.getByLabel('Day').fill(addDays(today(), 2));
      await page.getByRole('option', { name: '10:30 am – needs more time' }).waitFor({
        state: 'attached',
      });
      await page.getByLabel('Time', { exact: true }).selectOption('10:30 am – needs more time');
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.getByText('Please give a reason.').waitFor();
      await page.getByLabel('Reason for the exception').fill('The baker is the uncle');
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.locator('.order-head .status').getByText('Confirmed').waitFor();
      await page.getByText('The baker is the uncle').waitFor();
      expect(await page.locator('.pickup-time').textContent()).toBe('10:30 am');
    },
  );

  test('offers no slot of the day before while the slots of a new day are loading', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('button', { name: 'Choose time' }).click();
    const options = page.getByLabel('Time', { exact: true }).locator('option');
    await page.getByLabel('Day').fill(addDays(today(), 1));
    await options.nth(2).waitFor({ state: 'attached' });
    const answers = Promise.withResolvers<undefined>();
    await page.route('**/api/pickup-slots?*', async (route) => {
      await answers.promise;
      await route.continue();
    });
    await page.getByLabel('Day').fill(addDays(today(), 2));
    expect(await options.count()).toBe(0);
    answers.resolve(undefined);
    await options.nth(2).waitFor({ state: 'attached' });
  });

  test('says the first free time, and chooses its day and slot', async () => {
    const page = await openNewOrder();
    await page.getByText(/^First free time: (today|tomorrow), /).waitFor();
    await page.getByRole('button', { name: 'Wedding Cake' }).click();
    const leadDays = 5;
    await page.getByText(/^First free time: \w+, \d+ \w+, \d+:\d0\s[ap]m\s–/).waitFor();
    await page.getByRole('button', { name: 'Choose time' }).click();
    expect((await page.getByLabel('Day').inputValue()) >= addDays(today(), leadDays)).toBe(true);
    expect(await page.getByLabel('Reason for the exception').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.locator('.order-head .status').getByText('Confirmed').waitFor();
  });

  test('keeps a chosen day when products are added', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('button', { name: 'Choose time' }).click();
    const [day, chosen] = [page.getByLabel('Day'), addDays(today(), 3)];
    await day.fill(chosen);
    await page.getByRole('button', { name: 'Wedding Cake' }).click();
    await page.getByText('needs more time').first().waitFor({ state: 'attached' });
    expect(await day.inputValue()).toBe(chosen);
  });

  test('refuses a day and a time in the past', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('button', { name: 'Choose time' }).click();
    await page.getByLabel('Time', { exact: true }).selectOption('Another time …');
    await page.getByLabel('Day').fill(addDays(today(), -365));
    await page.getByLabel('Pickup time').fill('10:00');
    await page.getByLabel('Reason for the exception').fill('A slip of the year');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('This day is in the past.').waitFor();
    expect(await page.getByLabel('Day').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Day').fill(addDays(today(), 1));
    await page.getByText('This day is in the past.').waitFor({ state: 'hidden' });
  });

  test.each([
    ['a wall screen', 1920, 1080],
    ['a desktop', 1280, 800],
    ['a tablet', 768, 1024],
    ['a phone', 390, 844],
  ])('keeps the total and the button in sight with many lines, on %s', async (_, width, height) => {
    const page = await openNewOrder({ viewport: { width, height } });
    const offers = page.locator('.offer-button');
    await offers.nth(9).waitFor();
    await offers.evaluateAll((all: HTMLElement[]) => all.forEach((each) => each.click()));
    if (width < 720) await page.getByText(/\d+ pieces · .?₹/).waitFor();
    await showDraft(page);
    for (const place of [
      page.locator('.total'),
      page.getByRole('button', { name: 'Place order' }),
    ]) {
      const box = await place.boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }
    await page.locator('.draft .lines li').last().scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
  });

  test('shows the products of a category, and searches in all categories', async () => {
    const page = await openNewOrder();
    const bread = page.getByRole('button', { name: 'Bread', exact: true });
    await bread.click();
    await page.getByRole('button', { name: 'Masala Khari' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sourdough Loaf' }).waitFor();
    await page.getByPlaceholder('Search products').fill('khari');
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    expect(await bread.getAttribute('aria-pressed')).toBe('false');
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Sourdough Loaf' }).waitFor();
    expect(await page.getByPlaceholder('Search products').inputValue()).toBe('');
  });

  test('takes any time in the bakery’s time zone', async () => {
    const page = await openNewOrder({ timezoneId: 'America/New_York' });
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('button', { name: 'Choose time' }).click();
    await page.getByLabel('Day').fill(addDays(today(), 2));
    await page.getByLabel('Time', { exact: true }).selectOption('Another time …');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Choose a pickup time.').waitFor();
    await page.getByLabel('Pickup time').fill('05:10');
    await page.getByLabel('Reason for the exception').fill('Night shift');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.locator('.order-head').waitFor();
    expect(await page.locator('.pickup-time').textContent()).toBe('5:10 am');
  });

  test('is placed once after a double tap and a retry after a lost answer', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.route('**/api/staff/orders', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    const before = await countOrders();
    await page.getByRole('button', { name: 'Place order' }).dblclick();
    await page.getByText('Tap again: the order is placed only once.').waitFor();
    await page.unroute('**/api/staff/orders');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.locator('.order-head').waitFor();
    expect(await countOrders()).toBe(before + 1);
  });

  test('that is refused shows faults at the fields and keeps the input', async () => {
    const page = await openNewOrder();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByRole('button', { name: 'Lemon Tart' }).click();
    await page.getByLabel('Phone').fill('not a number');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Enter a name for the phone number.').waitFor();
    await page.getByLabel('Name').fill('Lena');
    await page.getByRole('button', { name: 'Place order' }).click();
    const fault = page.getByText('Please check the phone number.');
    await fault.waitFor();
    await database.query('update products set stock = 0 where id = $1', [lemonTart]);
    await page.getByLabel('Phone').fill('+49 170 5550177');
    await fault.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('The order was not placed. Lemon Tart: Sold out.').waitFor();
    await page.getByRole('button', { name: 'Lemon Tart sold out' }).waitFor();
    await page.getByRole('button', { name: 'One Lemon Tart less' }).click();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Lena').waitFor();
  });

  test('marks each product with a shortage and offers the quantity left', async () => {
    await database.query(
      `insert into products (name, price_minor, kind, stock, allergens)
       values ('Rye Roll', 100, 'shelf', 9, '{}'), ('Oat Bar', 100, 'shelf', 9, '{}')`,
    );
    const page = await openNewOrder();
    for (const name of ['Rye Roll', 'Oat Bar', 'Masala Khari']) {
      await page.getByRole('button', { name }).first().click();
    }
    await page.getByLabel('Quantity: Rye Roll').fill('5');
    await page.keyboard.press('Enter');
    await database.query(`update products set stock = 2 where name = 'Rye Roll'`);
    await database.query(`update products set stock = 0 where name = 'Oat Bar'`);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Rye Roll: Only 2 left. Oat Bar: Sold out.').waitFor();
    await page.locator('.offer-button').getByText('Only 2 left').waitFor();
    await page.getByRole('button', { name: 'Oat Bar sold out' }).waitFor();
    const mark = page.locator('form').getByText('Only 2 left', { exact: true });
    await mark.waitFor();
    await page.getByRole('button', { name: 'Set to 2: Rye Roll' }).click();
    await mark.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove Oat Bar' }).click();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
    expect(await page.locator('.order-line-name').allTextContents()).toEqual([
      'Rye Roll',
      'Masala Khari',
    ]);
  });

  test('that is refused names the product and the reason in the page’s language', async () => {
    const page = await openNewOrder();
    await chooseInAccountMenu(page, 'Deutsch');
    await page.getByRole('button', { name: 'Almond Biscotti' }).click();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await database.query(`update products set stock = 0 where name = 'Almond Biscotti'`);
    await page.getByRole('button', { name: 'Bestellen' }).click();
    await page.getByText('Almond Biscotti: Ausverkauft.').waitFor();
  });
});

let days = 3;
/** A day that several tests share. */
const day2 = addDays(today(), 2);

/** A day that no other test uses. */
function newDay(): LocalDate {
  return addDays(today(), days++);
}

function today(): LocalDate {
  return dateAt(new Date(), 'Asia/Kolkata');
}

interface Wish {
  readonly product?: number;
  readonly note?: string;
  readonly phone?: string;
  readonly time?: string;
}

/**
 * Places an order as a customer, and waits until it is confirmed or ready: a page that shows it earlier would show the
 * new status only after its next poll.
 * @returns the order's number
 */
async function order(day: LocalDate, name: string, wish: Wish = {}): Promise<number> {
  const { product = khari, note, phone: number, time = '10:00' } = wish;
  const { status, body } = await customer.post('/order', {
    lines: [{ product_id: product, quantity: 2, ...(note !== undefined && { note }) }],
    customer: { name, ...(number !== undefined && { phone: number }) },
    pickup_at: `${day}T${time}:00+05:30`,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  const { order_id: id } = placeOrderResponse.parse(body);
  await untilDecided(id);
  return id;
}

/** Waits until the processor has decided on an order. */
function untilDecided(id: number): Promise<void> {
  return eventually(async () => {
    const { rows } = await database.query('select status from orders where id = $1', [id]);
    expect(rows).not.toEqual([{ status: 'Pending' }]);
  });
}

/** Marks an order ready, as soon as the processor has accepted it. */
function complete(id: number): Promise<void> {
  return eventually(async () => {
    const { status } = await baker.post(`/staff/orders/${id}/actions`, { action: 'complete' });
    expect(status).toBe(200);
  });
}

/** Places Processing orders for a day. */
async function insertOrders(day: LocalDate, count: number) {
  await database.query(
    `with placed as (
       insert into orders (status, correlation_id, request_hash, pickup_at, customer_name)
       select 'Processing', 'test', '', $1::timestamptz + n % 20 * interval '30 minutes', 'Guest ' || n
       from generate_series(1, $2::integer) as n
       returning id
     ), lines as (
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select id, 1, ${platter}, 1, 100, 'Bread Platter' from placed
     )
     insert into order_timeline (order_id, at, to_status, by)
     select id, now() - interval '1 hour', 'Processing', 'test' from placed`,
    [`${day}T07:00:00+05:30`, count],
  );
}

async function openBoard(day: LocalDate, options?: BrowserContextOptions): Promise<Page> {
  return openCounterAs(browser, stack, 'baker', `orders?day=${day}&show=all`, options);
}

/** Opens a board with a clock that the test controls. */
async function openTimedBoard(day: LocalDate, options?: BrowserContextOptions): Promise<Page> {
  const page = await openBoard(day, options);
  await page.clock.install();
  await page.reload();
  return page;
}

/** Advances the clock to the board's next poll, which comes every three seconds. */
function advanceToNextPoll(page: Page): Promise<void> {
  return page.clock.fastForward(3_000);
}

function openOrder(id: number, options?: BrowserContextOptions): Promise<Page> {
  return openCounterAs(browser, stack, 'baker', `orders/${id}`, options);
}

async function openNewOrder(options?: BrowserContextOptions): Promise<Page> {
  const page = await openCounterAs(browser, stack, 'baker', 'new-order', options);
  await page.getByRole('heading', { name: 'New order' }).waitFor();
  return page;
}

/** On a phone, the order is in a sheet. */
async function showDraft(page: Page): Promise<void> {
  const bar = page.getByRole('button', { name: 'View order' });
  await page.locator('.draft, .draft-bar').filter({ visible: true }).first().waitFor();
  if (await bar.isVisible()) await bar.click();
}

async function countOrders(): Promise<number> {
  const { rows } = await database.query<{ count: number }>('select count(*)::int from orders');
  return rows[0]?.count ?? 0;
}

/** Presses a key once the focused button accepts clicks again after an action. */
async function pressWhenRested(page: Page, key: string) {
  await page.locator(':focus:not([aria-disabled=true])').waitFor();
  await page.keyboard.press(key);
}

/** Presses C on an order, as soon as its buttons are not blocked. */
function pressC(page: Page, id: number): Promise<void> {
  return ticketOf(page, id).locator('.action-next:not([aria-disabled=true])').press('c');
}

/** The pickup day is another day, so the board asks first. */
async function pickUp(page: Page, id: number) {
  await page.getByRole('button', { name: `Picked up: order ${id}` }).click();
  await confirmPickup(page);
}

function confirmPickup(page: Page): Promise<void> {
  return page.getByRole('dialog').getByRole('button', { name: 'Picked up', exact: true }).click();
}

function ticketOf(page: Page, id: number) {
  return page.locator(`.ticket[data-order="${id}"]`);
}

function filters(page: Page): Promise<string[]> {
  return page.locator('.board-tools .segments button:visible').allInnerTexts();
}

async function timelineOf(id: number): Promise<string[]> {
  const { rows } = await database.query<{ step: string }>(
    `select to_status || ' ' || by as step from order_timeline where order_id = $1 order by id`,
    [id],
  );
  return rows.map(({ step }) => step);
}

/** Records the order number of each ticket that changes from now on. */
function watchTickets(page: Page) {
  return page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(window, { touched });
    const options = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const parent = target instanceof Element ? target : target.parentElement;
        const id = parent?.closest<HTMLElement>('.ticket')?.dataset['order'];
        if (id !== undefined) touched.add(id);
      }
    }).observe(document.querySelector('.slots') ?? document.body, options);
  });
}

/** Fires the events of a tab that is hidden or shown. */
function setHidden(page: Page, hidden: boolean) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
