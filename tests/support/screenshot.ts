/**
 * Takes the README's pictures, on the embedded stack with its demo:
 *
 * npm run screenshots -w docs
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { buildAll } from '../../build.ts';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { openBrowser } from './browser.ts';
import { insertPastWeeks, placeMorning } from './demo-orders.ts';
import { openCounter, phone } from './pages.ts';
import { newShopClient } from './shop-client.ts';
import { startStack } from './stack.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
/** A separate account, because pages remind demo accounts of the demo. */
const baker = { name: 'rosa', password: 'up at half past two' };

await mkdir(folder, { recursive: true });
await buildAll('sqs');
const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
try {
  await takeShop();
  await takePhone();
  await takeCounter();
} finally {
  await database.end();
  await browser.close();
  await stack.stop();
}

async function takeShop() {
  const page = await open(desktop);
  for (const name of ['Chocolate Cake', 'Lemon Tart']) await add(page, name);
  await checkOut(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.locator('#order-status').getByText('Set aside for you', { exact: true }).waitFor();
  await page.goto(stack.frontendUrl);
  for (const name of ['Sourdough Loaf', 'Cinnamon Roll']) await add(page, name);
  await page.getByRole('button', { name: 'One Cinnamon Roll more' }).first().click();
  await page.mouse.move(0, 0);
  await keep(page, 'shop');
}

async function takePhone() {
  const page = await open(phone);
  await page.getByRole('link', { name: 'Birthday Cake', exact: true }).click();
  await page.getByLabel('Inscription').fill('Emma 7');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.goto(stack.frontendUrl);
  await keep(page, 'shop-phone');
  await checkOut(page);
  await page.getByLabel('Choose a day and a time').check();
  await page.locator('#pickup-slots:not([aria-busy]) input:enabled').nth(3).check();
  await keep(page, 'checkout-phone');
  await page.getByLabel('Name').fill('Emma');
  await page.getByRole('button', { name: 'Place order' }).click();
  await page
    .locator('#order-status')
    .getByText(/^Confirmed/)
    .waitFor();
  await page.locator('.qr-place').scrollIntoViewIfNeeded();
  await page.locator('.qr-code').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await keep(page, 'order-phone');
}

async function takeCounter() {
  const manager = newShopClient(stack.apiUrl);
  await manager.signIn('manager', 'croissants-for-everybody');
  await manager.post('/staff/accounts', { ...baker, role: 'manager' });
  const day = addDays(dateAt(new Date(), 'Asia/Kolkata'), 2);
  const [first] = await placeMorning(manager, day);
  await insertPastWeeks(database);
  for (const [id, units] of [
    [9, 14],
    [7, 9],
    [8, 5],
  ] as const) {
    await manager.post(`/staff/products/${id}/stock-movements`, { reason: 'waste', units });
  }

  const page = await openCounter(browser, stack, desktop);
  await page.getByLabel('Name').fill(baker.name);
  await page.getByLabel('Password').fill(baker.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.account-button').waitFor();
  await enter(page, `orders?day=${day}&show=all`);
  // Waits until the orders have been processed.
  await page.getByText('Confirmed').nth(3).waitFor();
  await page.getByRole('button', { name: `Mark ready: order ${first}` }).click();
  await page.getByRole('button', { name: `Picked up: order ${first}` }).click();
  // The pickup day is another day, so the board asks first.
  await page.getByRole('dialog').getByRole('button', { name: 'Picked up' }).click();
  await page.locator('.toast').waitFor();
  await keep(page, 'board');

  // Removes the board's messages.
  await page.reload();
  await enter(page, `bake-sheet/${day}`);
  await page.locator('.sheet-product').first().waitFor();
  await keep(page, 'bake-sheet');

  await enter(page, 'dashboard');
  await page.getByRole('button', { name: '30 days' }).click();
  await page.getByRole('slider', { name: 'Revenue by day' }).waitFor();
  await keep(page, 'dashboard');

  await enter(page, 'new-order');
  for (const name of ['Baguette', 'Butter Croissant', 'Butter Croissant', 'Lemon Tart']) {
    await page.getByRole('button', { name }).first().click();
  }
  await page.getByLabel('Name').fill('Kofi');
  await keep(page, 'new-order');
}

async function enter(page: Page, view: string) {
  await page.evaluate((hash) => (location.hash = hash), `#/${view}`);
}

async function open(options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(stack.frontendUrl);
  await page.locator('.card h3').first().waitFor();
  return page;
}

function add(page: Page, name: string) {
  return page.getByRole('button', { name: `Add ${name}` }).click();
}

async function checkOut(page: Page) {
  const bar = page.getByRole('button', { name: 'View basket' });
  if (await bar.isVisible()) await bar.click();
  await page.locator('#to-checkout').click();
  await page.locator('.soonest').getByText('–').waitFor();
}

async function keep(page: Page, name: string) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
