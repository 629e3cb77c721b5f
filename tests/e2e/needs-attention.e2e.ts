/** Orders of past days under "Needs attention": picked up, not picked up, and all of a day. */
import type { Page } from 'playwright-core';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { findViolations, keepScreenshot, openCounterAs, phone } from '../support/pages.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const timeZone = 'Asia/Kolkata';
const yesterday = addDays(dateAt(new Date(), timeZone), -1);

const { stack, browser, database } = await useSharedStack();

interface Uncollected {
  readonly name: string;
  readonly date: string;
  readonly status?: 'Processing' | 'Completed';
}

/** @returns the number of the order */
async function addUncollected({ name, date, status = 'Completed' }: Uncollected): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `with placed as (
       insert into orders (status, request_hash, correlation_id, placed_at, pickup_at, pickup_date, customer_name,
         customer_phone)
       values ($1, 'test', 'test', $2, $2, $3, $4, '+91 98765 43210') returning id
     ), line as (
       insert into order_lines (order_id, line_no, product_id, quantity, product_name, unit_price_minor)
       select id, 1, 1, 2, 'Chocolate Cake', 50000 from placed
     ), claim as (
       insert into claims (order_id, no, line_no, source, product_id, units) select id, 1, 1, 'stock', 1, 2 from placed
     ), step as (
       insert into order_timeline (order_id, from_status, to_status, by, at)
       select id, 'Pending', $1, 'processor', $2 from placed
     )
     select id from placed`,
    [status, instantAt(date, '09:00', timeZone), date, name],
  );
  return rows[0]?.id ?? 0;
}

const rowOf = (page: Page, id: number) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: String(id) }) });

const press = (page: Page, name: string) =>
  page.locator('button:not([aria-disabled="true"])', { hasText: name }).first().click();

async function stateOf(id: number) {
  const { rows } = await database.query<{ state: unknown }>(
    `select jsonb_build_object('status', status, 'collected', collected_at is not null, 'missed', missed_at is not null)
       as state
     from orders where id = $1`,
    [id],
  );
  return rows[0]?.state;
}

test('a confirmed order of yesterday is picked up with one tap, and the undo brings it back', async () => {
  const id = await addUncollected({ name: 'Priya', date: yesterday, status: 'Processing' });
  const page = await openCounterAs(browser, stack, 'baker', 'needs-attention');
  const row = rowOf(page, id);
  await row.getByText('Confirmed').waitFor();
  await row.getByText('+91 98765 43210').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await row.getByRole('button', { name: `Picked up: order ${id}`, exact: true }).click();
  await page.getByText('Nothing needs attention.').waitFor();
  expect(await stateOf(id)).toEqual({ status: 'Completed', collected: true, missed: false });
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowOf(page, id).getByText('Ready').waitFor();
  expect(await stateOf(id)).toEqual({ status: 'Completed', collected: false, missed: false });
});

test('an order that was not picked up says so on its page, at the counter and in the badge', async () => {
  await database.query('update orders set collected_at = now() where collected_at is null');
  const id = await addUncollected({ name: 'Noah', date: addDays(yesterday, -1) });
  const page = await openCounterAs(browser, stack, 'baker', 'needs-attention');
  await page.getByRole('link', { name: 'Needs attention 1' }).waitFor();
  await rowOf(page, id).getByText('Set aside', { exact: true }).waitFor();
  await rowOf(page, id)
    .getByRole('button', { name: `Not picked up: order ${id}` })
    .click();
  await page.getByText(`Order ${id} was not picked up. Its pieces count as waste.`).waitFor();
  await page.getByText('Nothing needs attention.').waitFor();
  expect(await stateOf(id)).toEqual({ status: 'Completed', collected: false, missed: true });
  await page.goto(`${stack.frontendUrl}/counter#/orders/${id}`);
  const timeline = page.locator('.timeline [data-status="Missed"]');
  await timeline.getByText('Not picked up', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Cancel order' }).count()).toBe(0);
  await keepScreenshot(page, 'missed-order-counter');
  await page.goto(`${stack.frontendUrl}/counter#/orders?day=${addDays(yesterday, -1)}&show=all`);
  await page.getByRole('button', { name: '1 done' }).click();
  await page.locator(`[data-order="${id}"][data-status="Missed"]`).waitFor();
});

test('an order is marked "Not picked up" in its own view, too, and that can be undone', async () => {
  const id = await addUncollected({ name: 'Olga', date: yesterday, status: 'Processing' });
  const page = await openCounterAs(browser, stack, 'baker', `orders/${id}`);
  await page.getByRole('button', { name: `Not picked up: order ${id}` }).click();
  await page.locator('.order-head[data-status="Missed"]').waitFor();
  expect(await stateOf(id)).toEqual({ status: 'Processing', collected: false, missed: true });
  await page
    .locator('.order-actions')
    .getByRole('button', { name: `Undo: order ${id}` })
    .click();
  await page.locator('.order-head[data-status="Processing"]').waitFor();
  expect(await stateOf(id)).toEqual({ status: 'Processing', collected: false, missed: false });
});

test('the page of an order that was not picked up has the phone number of the bakery', async () => {
  const id = await addUncollected({ name: 'Emma', date: yesterday });
  const { rows } = await database.query<{ token: string; phone: string }>(
    `with missed as (update orders set missed_at = now() where id = $1 returning token),
     step as (
       insert into order_timeline (order_id, from_status, to_status, by, reason)
       values ($1, 'Completed', 'Completed', 'staff:anna', 'not picked up'))
     select token, phone from missed, settings`,
    [id],
  );
  const { token, phone: number } = rows[0] ?? { token: '', phone: '' };
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${stack.frontendUrl}/order#${id}.${token}`);
  await page.getByText('This order was not picked up.').waitFor();
  expect(number).not.toBe('');
  // The head of the page has the number, too.
  await page.locator('.order-intro').getByRole('link', { name: number }).waitFor();
  expect(await page.locator('#timeline strong').allTextContents()).toEqual([
    'Set aside',
    'Not picked up',
  ]);
  expect(await page.locator('#pass').count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  await keepScreenshot(page, 'missed-order-phone');
});

test('all orders of yesterday are picked up with one tap, and those of other days stay', async () => {
  await database.query('update orders set collected_at = now() where collected_at is null');
  const ids = [
    await addUncollected({ name: 'Anna', date: yesterday, status: 'Processing' }),
    await addUncollected({ name: 'Ben', date: yesterday }),
  ];
  const earlier = await addUncollected({ name: 'Cleo', date: addDays(yesterday, -1) });
  await addUncollected({ name: 'Dora', date: addDays(yesterday, -20) });
  const page = await openCounterAs(browser, stack, 'baker', 'needs-attention');
  await page.getByText('1 order from more than 14 days ago').waitFor();
  await keepScreenshot(page, 'uncollected-orders');
  await press(page, 'All of yesterday picked up');
  await page.getByText('2 orders were picked up.').waitFor();
  for (const id of ids) await rowOf(page, id).waitFor({ state: 'detached' });
  await rowOf(page, earlier).waitFor();
  expect(await Promise.all(ids.map(stateOf))).toEqual(
    ids.map(() => ({ status: 'Completed', collected: true, missed: false })),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone: 2 orders.').waitFor();
  for (const id of ids) await rowOf(page, id).waitFor();
});

test('all orders from more than 14 days ago are marked at once, also more than one request can end', async () => {
  await database.query('update orders set collected_at = now() where collected_at is null');
  const old = await addUncollected({ name: 'Emma', date: addDays(yesterday, -20) });
  await database.query(
    `with placed as (
       insert into orders (status, request_hash, correlation_id, placed_at, pickup_date)
       select 'Completed', 'test', 'test', now(), $1 from generate_series(1, 204) returning id
     )
     insert into order_lines (order_id, line_no, product_id, quantity, product_name, unit_price_minor)
     select id, 1, 1, 2, 'Chocolate Cake', 50000 from placed`,
    [addDays(yesterday, -300)],
  );
  const recent = await addUncollected({ name: 'Finn', date: yesterday });
  const page = await openCounterAs(browser, stack, 'baker', 'needs-attention');
  await page.getByText('205 orders from more than 14 days ago').waitFor();
  await page.getByText('Show these orders').click();
  await rowOf(page, old).getByText('Emma').waitFor();
  await keepScreenshot(page, 'older-orders');
  await page.setViewportSize({ width: 390, height: 844 });
  await keepScreenshot(page, 'older-orders-phone');
  expect(await findViolations(page)).toEqual([]);
  await press(page, 'All older not picked up');
  await page.getByRole('dialog').getByText('205 orders: not picked up?').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'All older not picked up' }).click();
  await page.getByText('205 orders were not picked up.').waitFor();
  await page.getByText('more than 14 days ago', { exact: false }).waitFor({ state: 'detached' });
  await rowOf(page, recent).waitFor();
  expect([await stateOf(old), await stateOf(recent)]).toEqual([
    { status: 'Completed', collected: false, missed: true },
    { status: 'Completed', collected: false, missed: false },
  ]);
});
