import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { OrderLine } from '../../shared/contract/orders.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import {
  findSmallTargets,
  findViolations,
  keepScreenshot,
  openCounter,
  phone,
  signIn,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The demo's. */
const timeZone = 'Asia/Kolkata';

let stack: Stack;
let browser: Browser;
let database: pg.Pool;
/** The manager beside the pages, by the API. */
let api: ShopClient;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
});

afterAll(async () => {
  await database.end();
  await browser.close();
  await stack.stop();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

describe('the bake sheet', () => {
  test('tells how many of what are wanted when, with wishes as they were written', async () => {
    const date = inDays(4);
    const page = await openRoom(`bake-sheet/${date}`, 'baker');
    await page.getByText('Nobody has ordered anything for this day yet.').waitFor();
    await order(date, '10:00', { product_id: 10, quantity: 2, note: '<b>Emma</b>, 7 years' });
    await order(date, '12:30', { product_id: 10, quantity: 1 });
    await order(date, '12:30', { product_id: 2, quantity: 5 });
    await page.reload();
    const cake = page.locator('.sheet-product').filter({ hasText: 'Birthday Cake' });
    expect(await cake.locator('.sheet-units').textContent()).toBe('3');
    expect(await cake.locator('.sheet-slots').innerText()).toMatch(/10:00 am 2×\s+12:30 pm 1×/);
    expect(await cake.locator('.sheet-notes').innerText()).toMatch(
      /^2× <b>Emma<\/b>, 7 years\s+10:00 am\s+Order \d+$/,
    );
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'To bake',
      'From the shelf',
    ]);
    await page.getByText('Orders for this day may still come in').waitFor();
  });

  test('brings itself up to date, and says so', async () => {
    const page = await openRoom('', 'baker');
    await page.clock.install();
    const date = inDays(5);
    await order(date, '10:00', { product_id: 10, quantity: 1 });
    await goTo(page, `bake-sheet/${date}`);
    await page.locator('.sheet-units').getByText('1', { exact: true }).waitFor();
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    await page.clock.fastForward(10_000);
    await page.locator('.sheet-units').getByText('4', { exact: true }).waitFor();
    expect(await page.locator('#announcer').textContent()).toBe(
      'The sheet has changed: 4 × Birthday Cake.',
    );
  });

  test('marks what changed since the cut-off, and what is packed', async () => {
    const today = inDays(0);
    const ids = [
      await order(inDays(6), '10:00', { product_id: 10, quantity: 2 }),
      await order(inDays(6), '10:00', { product_id: 11, quantity: 1 }),
    ];
    // Today's cut-off was yesterday; one of them was ordered before it.
    await database.query(
      `update orders set pickup_at = $2::timestamp at time zone $3 where id = any($1)`,
      [ids, `${today} 23:30`, timeZone],
    );
    await database.query(
      `update order_timeline set at = at - interval '3 days' where order_id = $1`,
      [ids[0]],
    );
    await api.post(`/staff/orders/${ids[0]}/moves`, { action: 'complete' });
    const page = await openRoom('bake-sheet', 'baker');
    await page.getByText('Cut-off was').waitFor();
    await page.getByText('all packed').waitFor();
    await page.getByText('1 more since the cut-off').waitFor();
  });

  test('is turned from day to day by links, and by the calendar', async () => {
    const page = await openRoom('bake-sheet', 'baker');
    await page.getByRole('link', { name: 'The day after' }).click();
    await page.getByRole('link', { name: 'tomorrow', exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/bake-sheet/${inDays(1)}`);
    const there = page.getByRole('link', { name: 'tomorrow', exact: true });
    expect(await there.getAttribute('aria-current')).toBe('date');
    await page.getByLabel('Another day').fill('2027-01-02');
    await page.getByRole('heading', { name: /Saturday,? 2 January|Saturday 2 January/ }).waitFor();
  });

  test('is a table for others, too', async () => {
    const date = inDays(7);
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    const page = await openRoom(`bake-sheet/${date}`, 'baker');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'As a table (CSV)' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`bake-sheet-${date}.csv`);
    expect(await readFile(await download.path(), 'utf8')).toContain('Birthday Cake');
  });

  test('is a sheet of paper when it is printed', async () => {
    const date = inDays(8);
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    const page = await openRoom(`bake-sheet/${date}`, 'baker', { colorScheme: 'dark' });
    await page.locator('.sheet-product').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.counter-head', '.sheet-tools', '.footer', '#demo']) {
      expect(await page.locator(part).isVisible()).toBe(false);
    }
    expect(await page.locator('.sheet-tick').isVisible()).toBe(true);
    const colours = await page
      .locator('.sheet-name')
      .evaluate((name) => [
        getComputedStyle(name).color,
        getComputedStyle(document.body).backgroundColor,
      ]);
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await keepScreenshot(page, 'bake-sheet-print');
  });

  test('says so when the bakery does not answer', async () => {
    const page = await openRoom('', 'baker');
    await page.route(/staff\/bake-sheet\?/, (route) => route.abort());
    await goTo(page, 'bake-sheet');
    await page.getByText('does not answer. Try again in a moment.').waitFor();
  });
});

/** Rooms, and something that is to be seen in them. */
const views = [['bake-sheet', `bake-sheet/${inDays(4)}`, '.sheet-product']] as const;

describe.each(views)('the room of %s', (name, address, sight) => {
  beforeAll(async () => {
    await order(inDays(4), '10:00', { product_id: 10, quantity: 2, note: 'Emma, 7 years' });
    await order(inDays(4), '11:00', { product_id: 2, quantity: 12 });
  });

  test.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    const options = { colorScheme, reducedMotion: 'reduce' } as const;
    const page = await openRoom(address, 'manager', options);
    await page.locator(sight).first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, `${name}-${colorScheme}`);
  });

  test('fits a phone and leaves the console empty', async () => {
    const page = await openRoom('', 'manager', phone);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await goTo(page, address);
    await page.locator(sight).first().waitFor();
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(screen);
    expect(await findSmallTargets(page)).toEqual([]);
    expect(said).toEqual([]);
    await keepScreenshot(page, `${name}-phone`);
  });
});

type Who = 'manager' | 'baker';

async function openRoom(
  address: string,
  who: Who = 'manager',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openCounter(browser, stack, { ...options, storageState: await stateOf(who) });
  await goTo(page, address);
  await waitForRoom(page);
  return page;
}

function goTo(page: Page, address: string): Promise<unknown> {
  return page.evaluate((hash) => (location.hash = hash), `#/${address}`);
}

type SignedIn = NonNullable<BrowserContextOptions['storageState']>;
const states = new Map<Who, SignedIn>();

/** The cookie of somebody who has signed in. */
async function stateOf(who: Who): Promise<SignedIn> {
  const known = states.get(who);
  if (known) return known;
  const page = await openCounter(browser, stack);
  await signIn(page, who);
  await waitForRoom(page);
  const { cookies } = await page.context().storageState();
  const state = { cookies, origins: [] };
  states.set(who, state);
  return state;
}

async function waitForRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** A day in the near future on the bakery's calendar. */
function inDays(days: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

/** An order that the bakery has accepted. @returns its number */
async function order(date: string, time: string, line: OrderLine): Promise<number> {
  const { body } = await api.post('/order', {
    lines: [line],
    pickup_at: `${date}T${time}:00+05:30`,
  });
  const { order_id } = body as { order_id: number };
  await eventually(async () => {
    const { rows } = await database.query<{ status: string }>(
      'select status from orders where id = $1',
      [order_id],
    );
    expect(rows[0]?.status).not.toBe('Pending');
  });
  return order_id;
}
