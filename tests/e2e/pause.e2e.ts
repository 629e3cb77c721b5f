import type { Page } from 'playwright-core';
import { timeAt } from '../../shared/domain/calendar.ts';
import { findViolations, keepScreenshot, openCounterAs } from '../support/pages.ts';
import { newShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

afterEach(() => database.query(`update settings set paused_until = null, pause_message = ''`));

async function openCheckout(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(stack.frontendUrl);
  await page.getByRole('button', { name: 'Add Masala Khari' }).click();
  await page.locator('#to-checkout').click();
  await page.locator('#place-order').waitFor();
  return page;
}

const placeButton = (page: Page) => page.locator('#place-order');

test('a baker pauses online orders from the board, customers see why, and order again when they resume', async () => {
  const early = await openCheckout();
  const board = await openCounterAs(browser, stack, 'baker', 'orders');
  await board.getByRole('button', { name: 'Pause online orders' }).click();
  const dialog = board.getByRole('dialog', { name: 'Pause online orders' });
  await dialog.getByLabel('Text for customers').fill('The oven is <b>cold</b>.');
  expect(await findViolations(board)).toEqual([]);
  await keepScreenshot(board, 'pause-dialog-light');
  await dialog.getByRole('button', { name: '30 minutes' }).click();
  const banner = board.locator('.pause');
  await banner.getByText(/Online orders are paused until \d/).waitFor();
  await banner.getByText('The oven is <b>cold</b>.').waitFor();
  expect(await findViolations(board)).toEqual([]);
  await keepScreenshot(board, 'board-paused-light');

  // This page was open before the pause.
  await placeButton(early).click();
  await early.locator('.placement-problem').getByText('No online orders right now').waitFor();
  await early.locator('.banner').getByText('The oven is <b>cold</b>.').waitFor();
  await early.locator('#place-order[aria-disabled=true]').waitFor();

  const late = await openCheckout();
  await late.locator('.banner').getByText('No online orders right now').waitFor();
  await late
    .getByText(/We take online orders again from/)
    .first()
    .waitFor();
  expect(await placeButton(late).getAttribute('aria-disabled')).toBe('true');
  expect(await placeButton(late).getAttribute('aria-describedby')).toBe('pause-reason');
  expect(await findViolations(late)).toEqual([]);
  await keepScreenshot(late, 'checkout-paused-light');
  const sent: string[] = [];
  late.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
  // A click would wait until the button is enabled.
  await placeButton(late).dispatchEvent('click');
  expect(sent.filter((request) => request.startsWith('POST'))).toEqual([]);

  const counter = newShopClient(stack.apiUrl);
  await counter.signIn('baker', 'croissants-for-everybody');
  const lines = [{ product_id: 7, quantity: 1 }];
  expect((await counter.post('/staff/orders', { lines })).status).toBe(201);

  await banner.getByRole('button', { name: 'Resume' }).click();
  await banner.waitFor({ state: 'detached' });
  await board.getByRole('button', { name: 'Pause online orders' }).waitFor();
  await late.reload();
  await late.locator('#place-order[aria-disabled=false]').waitFor();
  await placeButton(late).click();
  await late.locator('#order-status').waitFor();
});

test('a pause lasts for the rest of the day, or until a time, which may be tomorrow', async () => {
  const board = await openCounterAs(browser, stack, 'baker', 'orders');
  const until = async () => {
    const { rows } = await database.query<{ paused_until: Date; time_zone: string }>(
      `select paused_until, time_zone from settings
       where paused_until > now() and paused_until < now() + interval '25 hours'`,
    );
    return rows[0] && timeAt(rows[0].paused_until, rows[0].time_zone);
  };
  const pause = board.getByRole('button', { name: 'Pause online orders' });
  await pause.click();
  await board.getByRole('button', { name: 'Rest of the day' }).click();
  await board.locator('.pause').getByText('for the rest of the day').waitFor();
  expect(await until()).toBe('00:00');
  await board.locator('.pause').getByRole('button', { name: 'Resume' }).click();
  await pause.click();
  await board.getByLabel('Another time').fill('03:15');
  await board.keyboard.press('Enter');
  await board
    .locator('.pause')
    .getByText(/until .*3:15/)
    .waitFor();
  expect(await until()).toBe('03:15');
});
