/**
 * Takes the README's pictures, on the embedded stack with its demo:
 *
 *   npm run docs:screenshots
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { buildAll } from '../../build.ts';
import { openBrowser } from './browser.ts';
import { phone } from './pages.ts';
import { startStack } from './stack.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };

await mkdir(folder, { recursive: true });
await buildAll('sqs');
const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
try {
  await takeShop();
  await takePhone();
} finally {
  await browser.close();
  await stack.stop();
}

async function takeShop() {
  const page = await open(desktop);
  for (const name of ['Chocolate Cake', 'Pain au Chocolat']) await add(page, name);
  await checkOut(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.locator('#standing').getByText('Completed').waitFor();
  await page.goto(stack.frontendUrl);
  for (const name of ['Sourdough Loaf', 'Cinnamon Roll']) await add(page, name);
  await page.getByRole('button', { name: 'One Cinnamon Roll more' }).first().click();
  await page.locator('#order-list').getByText('Completed', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'The Bakery' }).hover();
  await keep(page, 'shop');
}

async function takePhone() {
  const page = await open(phone);
  await page.getByRole('button', { name: 'Cakes' }).click();
  await add(page, 'Birthday Cake');
  await keep(page, 'shop-phone');
  await checkOut(page);
  await page.getByLabel('Choose a day and a time').check();
  await page.locator('#pickup-slots:not([aria-busy]) input:enabled').nth(3).check();
  await keep(page, 'checkout-phone');
  await page.getByLabel('Name').fill('Emma');
  await page.getByLabel('Note for the bakers').fill('Emma, 7 years');
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.locator('#standing').getByText('Processing').waitFor();
  await page.locator('.qr-code').waitFor();
  await keep(page, 'order-phone');
}

async function open(options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(stack.frontendUrl);
  await page.locator('#shelf-title').waitFor();
  return page;
}

function add(page: Page, name: string) {
  return page.getByRole('button', { name: `Add ${name}` }).click();
}

async function checkOut(page: Page) {
  await page.locator('#to-checkout').click();
  await page.locator('#pickup-soonest-text').getByText('–').waitFor();
}

async function keep(page: Page, name: string) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
