import { gzipSync } from 'node:zlib';
import pg from 'pg';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { findSmallTargets, findViolations, phone } from '../support/pages.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let database: pg.Pool;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
});

afterAll(async () => {
  await database.end();
  await browser.close();
  await stack.stop();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

describe('an order', () => {
  test('of two products is followed to Completed', async () => {
    const page = await openShop();
    await add(page, 'Sourdough Loaf');
    await add(page, 'Butter Croissant');
    await page.getByRole('button', { name: 'One Butter Croissant more' }).first().click();
    expect(await page.locator('#basket-total').textContent()).toBe('₹400');
    await placeOrder(page);
    const order = await newestOrder(page, 'Completed');
    expect(order).toContain('1 × Sourdough Loaf, 2 × Butter Croissant');
    expect(order).toContain('Packed and ready to collect.');
    expect(await page.locator('#announcer').textContent()).toMatch(/^Order \d+: Completed\./);
    expect(await linesOfNewestOrder()).toEqual([
      { name: 'Sourdough Loaf', quantity: 1 },
      { name: 'Butter Croissant', quantity: 2 },
    ]);
  });

  test('of something to bake is Processing until staff complete it', async () => {
    const page = await openShop();
    await add(page, 'Birthday Cake');
    await placeOrder(page);
    expect(await newestOrder(page, 'Processing')).toContain('We are baking it for you');
    await database.query(`update orders set status = 'Completed' where status = 'Processing'`);
    await newestOrder(page, 'Completed');
  });

  test('larger than the shelf is Rejected, with the reason, and can be filled in again', async () => {
    const page = await openShop();
    await add(page, 'Almond Biscotti');
    await page.getByLabel('How many: Almond Biscotti').first().fill('301');
    await page.keyboard.press('Enter');
    await placeOrder(page);
    expect(await newestOrder(page, 'Rejected')).toContain('sold out');
    await page.getByRole('button', { name: /^Order again/ }).click();
    expect(await page.getByLabel('How many: Almond Biscotti').first().inputValue()).toBe('301');
  });

  test('is placed once by a double click', async () => {
    const page = await openShop();
    await add(page, 'Baguette');
    const before = await countOrders();
    await page.getByRole('button', { name: 'Place order' }).dblclick();
    await newestOrder(page, 'Completed');
    expect(await countOrders()).toBe(before + 1);
  });

  test('is placed once when its answer is lost, even when the page is reloaded then', async () => {
    const page = await openShop();
    const keys = collectKeys(page);
    await page.route('**/api/order', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await add(page, 'Baguette');
    const before = await countOrders();
    await placeOrder(page);
    await page.getByText('No answer from the bakery').waitFor();
    await page.reload();
    await page.unroute('**/api/order');
    await page.getByRole('button', { name: 'Try again' }).click();
    await newestOrder(page, 'Completed');
    expect(await countOrders()).toBe(before + 1);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  test('is a new one when the basket was changed after a lost answer', async () => {
    const page = await openShop();
    const keys = collectKeys(page);
    await page.route('**/api/order', (route) => route.abort());
    await add(page, 'Baguette');
    await placeOrder(page);
    await page.getByText('No answer from the bakery').waitFor();
    await page.unroute('**/api/order');
    await add(page, 'Cinnamon Roll');
    await page.getByText('What you order now is another one.').waitFor();
    await placeOrder(page);
    await newestOrder(page, 'Completed');
    expect(new Set(keys).size).toBe(2);
  });

  test('is remembered in the browser, and asked about when the page is opened', async () => {
    const page = await openShop();
    await add(page, 'Wedding Cake');
    await placeOrder(page);
    await newestOrder(page, 'Processing');
    await page.goto('about:blank');
    await database.query(`update orders set status = 'Cancelled' where status = 'Processing'`);
    await page.goto(stack.frontendUrl);
    expect(await newestOrder(page, 'Cancelled')).toContain('1 × Wedding Cake');
  });

  test('is not asked about while the tab is hidden', async () => {
    const page = await openShop();
    await page.clock.install();
    await page.reload();
    await add(page, 'Bread Platter');
    await placeOrder(page);
    await newestOrder(page, 'Processing');
    await setHidden(page, true);
    await page.clock.fastForward(60_000);
    const questions: Request[] = [];
    page.on('request', (request) => questions.push(request));
    await page.clock.fastForward(60_000);
    await page.clock.fastForward(60_000);
    expect(questions).toEqual([]);
    const asked = page.waitForRequest(/\/api\/order\/\d+/);
    await setHidden(page, false);
    await asked;
  });
});

describe('what is for sale', () => {
  test('is found by its words, its category, and what is not in it', async () => {
    const page = await openShop(phone);
    const names = page.locator('.card h3');
    await page.getByRole('button', { name: 'Savouries' }).click();
    expect(await names.allTextContents()).toEqual(['Masala Khari', 'Bread Platter']);
    await page.getByText('Allergies?').click();
    await page.getByLabel('eggs').check();
    expect(await names.allTextContents()).toEqual(['Masala Khari']);
    expect(await page.locator('#announcer').textContent()).toBe('1 product found.');
    await page.getByText('Without eggs').waitFor();
    await page.getByLabel('Search our products').fill('birthday');
    await page.getByText('Nothing like that').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await names.count()).toBeGreaterThan(11);
    await page.getByLabel('Search our products').fill('ORANGE  peel');
    expect(await names.allTextContents()).toEqual(['Almond Biscotti']);
  });

  test('says how long it takes, and what is in it', async () => {
    const page = await openShop();
    const cards = page.locator('.card');
    const cake = await cards.filter({ hasText: 'Birthday Cake' }).textContent();
    expect(cake?.replaceAll('\u00a0', ' ')).toContain('Ready in 24 h');
    await cards.filter({ hasText: 'Wedding Cake' }).getByText('Ready in 5 days').waitFor();
    await cards.filter({ hasText: 'Baguette' }).getByText('Contains gluten').waitFor();
  });

  test('has a drawing of its own for each product of the demo', async () => {
    const page = await openShop();
    const drawings = await page
      .locator('.card .picture use')
      .evaluateAll((uses) => uses.map((use) => use.getAttribute('href') ?? ''));
    expect(new Set(drawings).size).toBe(drawings.length);
    const pictures = await (await page.request.get(`${stack.frontendUrl}/pictures.svg`)).text();
    for (const drawing of drawings) expect(pictures).toContain(`id="${drawing.split('#')[1]}"`);
  });
});

describe('the basket', () => {
  test('survives a reload', async () => {
    const page = await openShop();
    await add(page, 'Cinnamon Roll');
    await page.getByRole('button', { name: 'One Cinnamon Roll more' }).first().click();
    await page.reload();
    const total = page.locator('#basket-total');
    await total.waitFor();
    expect(await total.textContent()).toBe('₹240');
  });

  test('is the same in two tabs', async () => {
    const page = await openShop();
    const other = await page.context().newPage();
    await other.goto(stack.frontendUrl);
    await add(page, 'Cinnamon Roll');
    await other.locator('#basket-lines').getByText('Cinnamon Roll').waitFor();
  });

  test('is kept when a product turns out to be sold out, and says which', async () => {
    const page = await openShop();
    await add(page, 'Lemon Tart');
    await add(page, 'Baguette');
    await database.query(`update products set stock = 0 where name = 'Lemon Tart'`);
    const before = await countOrders();
    await placeOrder(page);
    await page.getByText('Sold out just now').waitFor();
    const lines = page.locator('#basket-lines');
    await lines
      .getByRole('listitem')
      .filter({ hasText: 'Lemon Tart' })
      .getByText('Sold out')
      .waitFor();
    expect(await lines.getByRole('listitem').count()).toBe(2);
    expect(await countOrders()).toBe(before);
    await page.getByRole('button', { name: 'Take out Lemon Tart' }).click();
    await placeOrder(page);
    expect(await newestOrder(page, 'Completed')).toContain('1 × Baguette');
    await page.reload();
    const card = page.locator('#shelf-products > li').filter({ hasText: 'Lemon Tart' });
    await card.getByText('Sold out today').waitFor();
    expect(await card.getByRole('button', { name: 'Add' }).count()).toBe(0);
  });

  test('works without a storage', async () => {
    const page = await newPage();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('Blocked', 'SecurityError');
        },
      });
    });
    await page.goto(stack.frontendUrl);
    await add(page, 'Baguette');
    await placeOrder(page);
    await newestOrder(page, 'Completed');
  });

  test.each([
    'rubbish{',
    '{"lines":7}',
    '[null,7,{"product_id":-1,"quantity":1e9},{"id":1,"status":"Eaten"}]',
  ])('works with %s in the storage', async (rubbish) => {
    const page = await newPage();
    await page.addInitScript((text) => {
      for (const name of ['basket', 'attempt', 'orders']) {
        localStorage.setItem(`bakery.${name}`, text);
      }
    }, rubbish);
    await page.goto(stack.frontendUrl);
    await page.getByText('Nothing in it yet.').waitFor();
    await add(page, 'Baguette');
    await placeOrder(page);
    await newestOrder(page, 'Completed');
  });
});

describe('when the bakery is out of reach', () => {
  test('the page says so, and tries again by itself', async () => {
    const page = await newPage();
    await page.route('**/api/products', (route) => route.abort());
    await page.goto(stack.frontendUrl);
    const notice = page.locator('#products-unreachable');
    await notice.waitFor();
    await page.unroute('**/api/products');
    await add(page, 'Baguette');
    expect(await notice.isVisible()).toBe(false);
  });

  test('the page tries again at once when told to', async () => {
    const page = await newPage();
    // Where time stands still, nothing happens by itself.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.route('**/api/products', (route) => route.abort());
    await page.goto(stack.frontendUrl);
    await page.locator('#products-unreachable').waitFor();
    await page.unroute('**/api/products');
    await page.getByRole('button', { name: 'Try again' }).click();
    await add(page, 'Baguette');
  });

  test('an order says that it may be out of date, until an answer comes', async () => {
    const page = await openShop();
    await page.route('**/api/order/*', (route) => route.abort());
    await add(page, 'Baguette');
    await placeOrder(page);
    const warning = page.getByText('This may be out of date');
    await warning.waitFor();
    await page.unroute('**/api/order/*');
    await newestOrder(page, 'Completed');
    expect(await warning.isVisible()).toBe(false);
  });

  test('a customer without a connection is told', async () => {
    const page = await openShop();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'hidden' });
  });
});

describe('the page', () => {
  test.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    const page = await openShop({ ...phone, colorScheme, reducedMotion: 'reduce' });
    expect(await findViolations(page)).toEqual([]);
    await add(page, 'Bread Platter');
    await placeOrder(page);
    await newestOrder(page, 'Processing');
    await add(page, 'Baguette');
    await placeOrder(page);
    await newestOrder(page, 'Completed');
    await page.route('**/api/order', (route) => route.abort());
    await add(page, 'Cinnamon Roll');
    await placeOrder(page);
    await page.getByText('No answer from the bakery').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  test('fits a phone and leaves the console empty', async () => {
    const page = await newPage(phone);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(stack.frontendUrl);
    await add(page, 'Bread Platter');
    await placeOrder(page);
    await newestOrder(page, 'Processing');
    await add(page, 'Wedding Cake');
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(screen);
    expect(await findSmallTargets(page)).toEqual([]);
    expect(said).toEqual([]);
  });

  test('can be used with the keyboard alone', async () => {
    const page = await openShop();
    await page.getByRole('button', { name: 'Add Baguette' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('How many: Baguette').first().inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Place order' }).focus();
    await page.keyboard.press('Enter');
    await newestOrder(page, 'Completed');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('orders-title');
  });

  test('shows markup in a name as it is', async () => {
    const name = '<img src=x onerror="document.title=1">';
    await database.query(
      `insert into products (name, price_minor, kind, stock) values ($1, 100, 'shelf', 5)`,
      [name],
    );
    const page = await openShop();
    await add(page, name);
    await placeOrder(page);
    expect(await newestOrder(page, 'Completed')).toContain(name);
    expect(await page.locator('img').count()).toBe(0);
  });

  test('is light', async () => {
    const page = await newPage();
    const loaded: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(response.url())) loaded.push(response.body());
    });
    await page.goto(stack.frontendUrl);
    await page.locator('#shelf-title').waitFor();
    const sizes = (await Promise.all(loaded)).map((text) => gzipSync(text).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  test('speaks German where the bakery does, and English to who asks for it', async () => {
    await database.query(`update settings set locale = 'de-DE', currency = 'EUR'`);
    try {
      const page = await newPage();
      await page.goto(stack.frontendUrl);
      await page.getByRole('heading', { name: 'Aus dem Regal' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await page.getByRole('button', { name: 'Baguette in den Korb' }).click();
      expect(await page.locator('#basket-total').textContent()).toMatch(/^[\d.,]+\s€$/);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'On the shelf' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'On the shelf' }).waitFor();
    } finally {
      await database.query(`update settings set locale = 'en-IN', currency = 'INR'`);
    }
  });

  test('is shown anew when the bakery has another name than the last time', async () => {
    const page = await openShop();
    await database.query(`update settings set bakery_name = 'The Corner Bakery'`);
    try {
      await page.reload();
      await page.getByRole('heading', { name: 'The Corner Bakery' }).waitFor();
    } finally {
      await database.query(`update settings set bakery_name = 'The Bakery'`);
    }
  });
});

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function openShop(options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(options);
  await page.goto(stack.frontendUrl);
  await page.locator('#shelf-title').waitFor();
  return page;
}

function add(page: Page, name: string) {
  return page.getByRole('button', { name: `Add ${name}`, exact: true }).click();
}

function placeOrder(page: Page) {
  return page.getByRole('button', { name: 'Place order' }).click();
}

/** Waits until the newest order has this status. @returns what is written about it */
async function newestOrder(page: Page, status: string): Promise<string> {
  const order = page.locator('#order-list > li').first();
  await order.getByText(status, { exact: true }).waitFor();
  // No-break spaces keep a quantity with its product; here they are in the way.
  return ((await order.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

async function countOrders(): Promise<number> {
  const { rows } = await database.query<{ count: number }>('select count(*)::int from orders');
  return rows[0]?.count ?? 0;
}

async function linesOfNewestOrder() {
  const { rows } = await database.query<{ name: string; quantity: number }>(
    `select name, quantity from order_lines l join products p on p.id = l.product_id
     where order_id = (select max(id) from orders) order by line_no`,
  );
  return rows;
}

/** The keys of all attempts to place an order from now on. */
function collectKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
}

/** As the browser does it when the customer turns to another tab. */
function setHidden(page: Page, hidden: boolean) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
