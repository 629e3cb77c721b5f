/** What the order's page, the board and the bake sheet say about an order. */
import type { Browser } from 'playwright-core';
import { openCounterAs } from './pages.ts';
import type { Stack } from './stack.ts';

interface Order {
  readonly id: number;
  readonly token: string;
}

type Pages = Pick<Stack, 'frontendUrl'>;

/** The title and the sentence of the order's page. */
export async function readOrderPage(
  browser: Browser,
  { frontendUrl }: Pages,
  { id, token }: Order,
): Promise<string> {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto(`${frontendUrl}/order#${id}.${token}`);
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
export async function readBoard(
  browser: Browser,
  stack: Pages,
  { id }: Pick<Order, 'id'>,
  date: string,
): Promise<string> {
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
export async function readSheet(
  browser: Browser,
  stack: Pages,
  product: number,
  date: string,
): Promise<string> {
  const page = await openCounterAs(browser, stack, 'baker', `bake-sheet/${date}`);
  await page.locator('.sheet-as-of').getByText('As of').waitFor();
  const tags = page.locator(`[data-product="${product}"] .sheet-title .tag`);
  const isListed = (await page.locator(`[data-product="${product}"]`).count()) > 0;
  const said = (await tags.allInnerTexts()).filter((text) => !text.includes('after cut-off'));
  await page.context().close();
  return isListed ? said.join(', ') || 'to do' : 'not listed';
}
