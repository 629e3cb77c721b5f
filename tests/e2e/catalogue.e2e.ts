import { text } from 'node:stream/consumers';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Product } from '../../shared/contract/products.ts';
import { instantAt, type LocalDate } from '../../shared/domain/calendar.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import { eventually } from '../support/eventually.ts';
import {
  chooseInAccountMenu,
  devices,
  keepScreenshot,
  openCounterAs,
  phone,
  sizesOf,
  tabTo,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const timeZone = 'Asia/Kolkata';

const { stack, browser, database } = await useSharedStack();
/** A client of the API that is signed in as the manager. */
let api: ShopClient;

beforeAll(async () => {
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
  // The cakes of these tests have no options.
  await database.query('delete from product_option_groups');
});

describe('the bake sheet', () => {
  // The plans of the demo's daily products would be on every sheet.
  beforeAll(() => database.query('update products set active = false where is_daily'));
  afterAll(() => database.query('update products set active = true where is_daily'));

  const tellsAll = 'shows quantities per product and slot, with notes as written';
  test.each(devices)(`${tellsAll}, on %s`, async (name, device) => {
    const date = inDays(name === 'a phone' ? 10 : 4);
    await planNothing(date);
    const page = await openView(`bake-sheet/${date}`, 'baker', device);
    await page.getByText('Nothing is planned or ordered for this day.').waitFor();
    await order(date, '10:00', { product_id: 10, quantity: 2, note: '<b>Emma</b>, 7 years' });
    await order(date, '12:30', { product_id: 10, quantity: 1 });
    await order(date, '12:30', { product_id: 2, quantity: 5 });
    await page.reload();
    const cake = page.locator('.sheet-product').filter({ hasText: 'Birthday Cake' });
    await cake.locator('.sheet-units').getByText('3', { exact: true }).waitFor();
    expect(await cake.locator('.sheet-slots').innerText()).toMatch(/10:00 am 2×\s+12:30 pm 1×/);
    expect(await cake.locator('.sheet-notes').innerText()).toMatch(
      /^2× <b>Emma<\/b>, 7 years\s+10:00 am\s+Order \d+$/,
    );
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Made to order',
      'From the shelf',
    ]);
    await page.getByText('Orders for this day are open until').waitFor();
  });

  test('updates automatically and announces changes', async () => {
    const page = await openView('', 'baker');
    await page.clock.install();
    const date = inDays(5);
    await order(date, '10:00', { product_id: 10, quantity: 1 });
    await goTo(page, `bake-sheet/${date}`);
    await page.locator('.sheet-units').getByText('1', { exact: true }).waitFor();
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    await page.clock.fastForward(10_000);
    await page.locator('.sheet-units').getByText('4', { exact: true }).waitFor();
    expect(await page.locator('#announcer').textContent()).toBe(
      'The bake sheet has changed: 4 × Birthday Cake.',
    );
  });

  test('marks packed units, and units ordered after the cut-off', async () => {
    const today = inDays(0);
    const ids = [
      await order(inDays(6), '10:00', { product_id: 10, quantity: 2 }),
      await order(inDays(6), '10:00', { product_id: 11, quantity: 1 }),
    ];
    // The cut-off for today was yesterday. One of the orders was placed before that cut-off.
    await database.query(`update orders set pickup_at = $2, pickup_date = $3 where id = any($1)`, [
      ids,
      instantAt(today, '23:30', timeZone),
      today,
    ]);
    await database.query(
      `update order_timeline set at = at - interval '3 days' where order_id = $1`,
      [ids[0]],
    );
    await api.post(`/staff/orders/${ids[0]}/actions`, { action: 'complete' });
    const page = await openView('bake-sheet', 'baker');
    await page.getByText('Cut-off was').waitFor();
    await page.getByText('all packed').waitFor();
    await page.getByText('+1 after cut-off').waitFor();
  });

  test('switches days by links and by the calendar', async () => {
    const page = await openView('bake-sheet', 'baker');
    await page.getByRole('link', { name: 'Next day' }).click();
    await page.locator('a[aria-current=date]', { hasText: /^tomorrow$/ }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/bake-sheet/${inDays(1)}`);
    await page.getByLabel('Another day').fill('2027-01-02');
    await page.getByRole('heading', { name: /Saturday,? 2 January|Saturday 2 January/ }).waitFor();
  });

  test('shows the new day after midnight, unless a date was chosen', async () => {
    const ids = [0, 1, 2, 3].map((days) => inDays(days));
    const page = await openView('', 'baker');
    await page.clock.install();
    for (const [address, before, after] of [
      ['bake-sheet', ids[0], ids[1]],
      ['bake-sheet/tomorrow', ids[1], ids[2]],
      [`bake-sheet/${ids[3]}`, ids[3], ids[3]],
    ] as const) {
      await page.clock.setSystemTime(new Date());
      const asked = page.waitForRequest(`**/api/staff/bake-sheet?date=${before}`);
      await goTo(page, address);
      await asked;
      await page.locator('.sheet-as-of', { hasText: 'As of' }).waitFor();
      const askedAgain = page.waitForRequest(`**/api/staff/bake-sheet?date=${after}`);
      await page.clock.fastForward(86_400_000);
      await askedAgain;
      expect(await page.getByLabel('Another day').inputValue()).toBe(after);
      const table = page.getByRole('link', { name: 'Download CSV' });
      expect(await table.getAttribute('href')).toContain(`date=${after}`);
    }
  });

  test('keeps the focus during an update', async () => {
    const date = inDays(9);
    const id = await order(date, '10:00', { product_id: 10, quantity: 1, note: 'blue' });
    const page = await openView('', 'baker');
    await page.clock.install();
    await goTo(page, `bake-sheet/${date}`);
    await page.getByRole('link', { name: `Order ${id}` }).focus();
    await order(date, '10:00', { product_id: 10, quantity: 3, note: 'red' });
    await page.clock.fastForward(10_000);
    await page.getByText('3× red').waitFor();
    expect(await focusedText(page)).toBe(`Order ${id}`);
  });

  test('can be used with the keyboard alone', async () => {
    const id = await order(inDays(1), '16:00', { product_id: 2, quantity: 1, note: 'blue' });
    const page = await openView('bake-sheet', 'baker');
    await tabTo(page.getByRole('link', { name: 'Next day' }));
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'tomorrow' }).waitFor();
    await tabTo(page.getByRole('button', { name: 'Print', exact: true }));
    await tabTo(page.getByRole('link', { name: 'Download CSV' }));
    await tabTo(page.getByRole('link', { name: `Order ${id}` }));
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: `Order ${id}` }).waitFor();
  });

  test('can be downloaded as CSV', async () => {
    const date = inDays(7);
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    const page = await openView(`bake-sheet/${date}`, 'baker');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`bake-sheet-${date}.csv`);
    expect(await text(await download.createReadStream())).toContain('Birthday Cake');
  });

  test('is printed without the navigation, the tools and the footer of the page', async () => {
    const date = inDays(8);
    await order(date, '10:00', { product_id: 10, quantity: 3 });
    const page = await openView(`bake-sheet/${date}`, 'baker', { colorScheme: 'dark' });
    const cake = page.locator('.sheet-product[data-product="10"]');
    await cake.waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.counter-head', '.sheet-tools', '#navigation', '#demo']) {
      expect(await page.locator(part).isVisible()).toBe(false);
    }
    expect(await cake.locator('.sheet-tick').isVisible()).toBe(true);
    const colours = await cake
      .locator('.sheet-name')
      .evaluate((name) => [
        getComputedStyle(name).color,
        getComputedStyle(document.body).backgroundColor,
      ]);
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await keepScreenshot(page, 'bake-sheet-print');
  });

  test('is printed on two pages with 70 different notes, and folds equal notes', async () => {
    const date = inDays(12);
    await insertNotedOrders(date, 70, `'Happy birthday ' || n`);
    const page = await openView(`bake-sheet/${date}`, 'baker');
    await page.locator('.sheet-notes li').nth(69).waitFor();
    expect(await countPages(page)).toBe(2);
    await database.query(
      `update order_lines set note = 'sliced' where note like 'Happy birthday%'`,
    );
    await page.reload();
    await page.locator('.sheet-notes li').getByText('70× sliced').waitFor();
    await page.getByText('70 orders').waitFor();
    expect(await countPages(page)).toBe(1);
  });

  test('is printed on a roll of 80 mm', async () => {
    const date = inDays(11);
    await order(date, '10:00', { product_id: 10, quantity: 3, note: 'Happy birthday' });
    const page = await openView(`bake-sheet/${date}`, 'baker');
    await page.getByRole('button', { name: 'Print on 80 mm' }).click();
    const paper = page.locator('.paper');
    await paper.waitFor({ state: 'attached' });
    expect(await paper.textContent()).toMatch(
      /3 ×.*Birthday Cake.*10:00\sam\s3×.*3× Happy birthday/s,
    );
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(sizesOf(pdf)).toEqual([80]);
  });

  test('shows a message when the API does not answer', async () => {
    const page = await openView('', 'baker');
    await page.route(/staff\/bake-sheet\?/, (route) => route.abort());
    await goTo(page, 'bake-sheet');
    await page.getByText('does not answer. Try again in a moment.').waitFor();
  });
});

describe('the products', () => {
  test('a new product is in the shop at once, and markup in its name is text', async () => {
    const page = await openView('catalogue');
    await page.getByRole('link', { name: 'New product' }).click();
    await page.getByLabel('Name').fill('<img src=x onerror="alert(1)">');
    await page.getByLabel('Category').fill('Oddities');
    await page.getByLabel('Price in INR').fill('49.5');
    await page.getByLabel('Stock now').fill('7');
    await answer(page, 'gluten', 'Contains');
    await answer(page, 'tree nuts', 'Contains');
    await page.getByRole('button', { name: noForOthers }).click();
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: '<img src=x onerror="alert(1)">' }).waitFor();
    expect(await findInShop('<img')).toMatchObject({
      price: 49.5,
      category: 'Oddities',
      allergens: ['gluten', 'nuts'],
    });
    await page.getByRole('link', { name: 'All products' }).click();
    const listed = page.getByRole('row').filter({ hasText: '<img src=x' });
    expect(await listed.innerText()).toContain('7 left');
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  test('a made-to-order product has a lead time and a daily limit, but no stock', async () => {
    const page = await openView('catalogue/new');
    await page.getByLabel('Name').fill('Opera Cake');
    await page.getByLabel('Category').fill('Cakes');
    await page.getByLabel('Kind').selectOption('Made to order');
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByText('Enter a price, e.g. 4.50.').waitFor();
    await page.getByLabel('Price in INR').fill('2400');
    expect(await page.getByLabel('Stock now').isVisible()).toBe(false);
    await page.getByLabel('Lead time in hours').fill('48');
    await page.getByLabel('Daily limit').fill('4');
    await page.getByRole('button', { name: noForOthers }).click();
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: 'Opera Cake' }).waitFor();
    expect(await findInShop('Opera Cake')).toMatchObject({ lead_time_hours: 48 });
    await goTo(page, 'catalogue/new');
    await page.getByLabel('Stock now').waitFor();
    expect(await page.getByLabel('Lead time in hours').isVisible()).toBe(false);
  });

  test('a product baked daily is planned by weekday on its page, and sold from the plan', async () => {
    const page = await openView('catalogue/new');
    await page.getByLabel('Name').fill('Focaccia');
    await page.getByLabel('Category').fill('Bread');
    await page.getByLabel('Kind').selectOption('Baked daily');
    await page.getByLabel('Price in INR').fill('120');
    expect(await page.getByLabel('Stock now').isVisible()).toBe(false);
    expect(await page.getByLabel('Lead time in hours').isVisible()).toBe(false);
    await page.getByRole('button', { name: noForOthers }).click();
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: 'Focaccia' }).waitFor();
    expect(await findInShop('Focaccia')).toMatchObject({ kind: 'daily', available: false });
    await page.getByLabel('Monday, Reserve').fill('3');
    await page.getByRole('button', { name: 'Save plan' }).click();
    await page.locator('[aria-invalid]:focus').waitFor();
    await page.getByText('Enter at most the units baked.').waitFor();
    expect(await page.locator('[aria-invalid]:focus').getAttribute('aria-label')).toBe(
      'Monday, Reserve',
    );
    for (const day of [
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
      'Sunday',
    ]) {
      await page.getByLabel(`${day}, Planned`).fill('12');
    }
    await page.getByRole('button', { name: 'Save plan' }).click();
    await page.getByText('Plan saved.').waitFor();
    expect(await findInShop('Focaccia')).toMatchObject({ available: true, left: 12 });
    await page.reload();
    await page.getByLabel('Monday, Reserve').waitFor();
    expect(await page.getByLabel('Monday, Reserve').inputValue()).toBe('3');
  });

  test('another kind lists the orders that hold units, and is saved when they have ended', async () => {
    const created = await api.post('/staff/products', {
      name: 'Ciabatta',
      category: 'Bread',
      price: 60,
      kind: 'shelf',
      stock: 5,
      allergens: [],
    });
    const { id } = created.body as { id: number };
    const number = await order(inDays(2), '10:00', { product_id: id, quantity: 1 });
    const page = await openView(`catalogue/${id}`);
    await page.getByLabel('Kind').selectOption('Baked daily');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 order holds units of this product').waitFor();
    expect(await dialog.getByRole('link').getAttribute('href')).toBe(`#/orders/${number}`);
    await keepScreenshot(page, 'holding-orders');
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await findInShop('Ciabatta')).toMatchObject({ kind: 'shelf' });
    await api.post(`/staff/orders/${number}/actions`, { action: 'cancel', reason: 'test' });
    await save(page);
    expect(await findInShop('Ciabatta')).toMatchObject({ kind: 'daily', available: false });
    await page.getByLabel('Monday, Planned').waitFor();
    await page.getByLabel('Kind').selectOption('Made to order');
    await page.getByLabel('Lead time in hours').fill('24');
    await save(page);
    await eventually(async () =>
      expect(await findInShop('Ciabatta')).toMatchObject({
        kind: 'made_to_order',
        lead_time_hours: 24,
      }),
    );
  });

  test('a product is off sale until all fourteen allergens are answered', async () => {
    const page = await openView('catalogue/new');
    await page.getByText('14 allergens are not answered.').waitFor();
    await page.getByLabel('Name').fill('Mystery Bun');
    await page.getByLabel('Category').fill('Buns');
    await page.getByLabel('Price in INR').fill('20');
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByText('Answer for all allergens to put it on sale.').waitFor();
    expect(await findInShop('Mystery Bun')).toBeUndefined();
    await page.getByRole('button', { name: 'Put back on sale' }).click();
    await page.getByText('Answer for all allergens first.').waitFor();
    await answer(page, 'milk', 'Contains');
    await answer(page, 'sesame', 'Traces');
    await page.getByText('12 allergens are not answered.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Answer these too: gluten, crustaceans').waitFor();
    expect(await page.locator('[aria-invalid]:focus').innerText()).toContain('gluten');
    await page.getByRole('button', { name: noForOthers }).click();
    await page.getByText('All allergens are answered.').waitFor();
    await save(page);
    await page.getByRole('button', { name: 'Put back on sale' }).click();
    await page.getByText('Mystery Bun is on sale again.').waitFor();
    expect(await findInShop('Mystery Bun')).toMatchObject({
      allergens: ['milk'],
      traces: ['sesame'],
    });
  });

  test('the allergens of a product can be answered with the keyboard alone', async () => {
    const page = await openView('catalogue/new');
    await page.getByLabel('Description').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    const gluten = page.getByRole('radiogroup', { name: 'gluten' });
    expect(await gluten.getByRole('radio', { name: 'Traces' }).isChecked()).toBe(true);
    await tabTo(page.getByRole('button', { name: noForOthers }));
    await page.keyboard.press('Enter');
    await page.getByText('All allergens are answered.').waitFor();
    expect(await gluten.getByRole('radio', { name: 'Traces' }).isChecked()).toBe(true);
    expect(await page.getByRole('radio', { name: 'No', exact: true, checked: true }).count()).toBe(
      13,
    );
  });

  test('an old product without declared allergens is never shown as free of allergens', async () => {
    // Inserted as the previous release does.
    const { rows } = await database.query<{ id: number }>(
      `insert into products (name, category, price_minor, kind, stock)
       values ('Old Bun', 'Old', 100, 'shelf', 5) returning id`,
    );
    const product = rows[0]?.id ?? 0;
    const page = await openView('catalogue');
    const listed = page.getByRole('row').filter({ hasText: 'Old Bun' });
    expect(await listed.innerText()).toContain('Not declared');
    const id = await order(inDays(3), '10:00', { product_id: product, quantity: 1 });
    await goTo(page, `orders/${id}`);
    await page.getByText('Allergens not declared. Please ask us.').waitFor();
    await page.getByRole('button', { name: 'Print label' }).click();
    const label = page.locator('.paper-allergens');
    expect(await label.textContent()).toBe('Allergens not declared. Please ask us.');
    const shop = await page.context().newPage();
    await shop.goto(stack.frontendUrl);
    const card = shop.getByRole('listitem').filter({ hasText: 'Old Bun' });
    await card.getByText('Allergens not declared. Please ask us.').waitFor();
    await shop.getByRole('button', { name: 'Allergens', exact: true }).click();
    await shop.getByRole('checkbox', { name: 'tree nuts', exact: true }).check();
    await card.waitFor({ state: 'detached' });
    await database.query('update products set active = false where id = $1', [product]);
  });

  test('traces are shown everywhere, and stay when a product is saved', async () => {
    const { rows } = await database.query<{ id: number }>(
      `insert into products (name, category, price_minor, kind, stock, allergens_declared, traces)
       values ('Rice Cracker', 'Rice', 100, 'shelf', 5, true, '{nuts,sesame}') returning id`,
    );
    const product = rows[0]?.id ?? 0;
    const page = await openView(`catalogue/${product}`);
    const sesame = page.getByRole('radiogroup', { name: 'sesame' });
    expect(await sesame.getByRole('radio', { name: 'Traces' }).isChecked()).toBe(true);
    await answer(page, 'tree nuts', 'Contains');
    await save(page);
    expect(await findInShop('Rice Cracker')).toMatchObject({
      allergens: ['nuts'],
      traces: ['sesame'],
    });
    const id = await order(inDays(3), '10:00', { product_id: product, quantity: 1 });
    await goTo(page, `orders/${id}`);
    await page.getByText('Contains tree nuts. May contain traces of sesame').waitFor();
    await page.getByRole('button', { name: 'Print label' }).click();
    expect(await page.locator('.paper-allergens').textContent()).toBe(
      'Contains tree nuts. May contain traces of sesame',
    );
    const shop = await page.context().newPage();
    await shop.goto(stack.frontendUrl);
    const card = shop.getByRole('listitem').filter({ hasText: 'Rice Cracker' });
    await card.getByText('Contains tree nuts. May contain traces of sesame').waitFor();
    await database.query('update products set active = false where id = $1', [product]);
  });

  test('are found by words, category and kind, and the address keeps that', async () => {
    const page = await openView('catalogue');
    await page.getByRole('searchbox').fill('cakes birth');
    await page.getByText('1 product', { exact: true }).waitFor();
    expect(await listed(page)).toEqual(['Birthday Cake']);
    await page.getByRole('button', { name: 'On the shelf' }).click();
    await page.getByRole('heading', { name: 'No products found' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/catalogue?show=shelf&q=cakes+birth');
    await page.getByRole('button', { name: 'Show all products' }).click();
    await page.getByLabel('Category').selectOption('Bread');
    await page.getByRole('link', { name: 'Baguette', exact: true }).click();
    await page.getByRole('heading', { name: 'Baguette' }).waitFor();
    await page.getByRole('link', { name: 'All products' }).click();
    await page.getByRole('link', { name: 'Baguette', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Baguette', exact: true }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Bread']);
  });

  describe('are moved', () => {
    const [chocolate, tart, birthday, wedding] = [1, 9, 10, 11];
    /** All products at the start. */
    let ids: readonly number[];

    beforeAll(async () => {
      ids = await listIds();
    });

    afterEach(async () => {
      const request = { product_ids: ids, before: null };
      expect((await api.put('/staff/products/order', request)).status).toBe(200);
    });

    /** The numbers of all products, in their order. */
    async function listIds(): Promise<readonly number[]> {
      const { body } = await api.get('/staff/products');
      return (body as readonly Product[]).map(({ id }) => id);
    }

    /** The cakes have this order, and all other products are ordered as before. */
    function expectCakes(cakes: readonly number[]): Promise<void> {
      return eventually(async () => {
        const now = await listIds();
        expect(now.filter((id) => cakes.includes(id))).toEqual(cakes);
        expect(now.filter((id) => !cakes.includes(id))).toEqual(
          ids.filter((id) => !cakes.includes(id)),
        );
        expect(now[0]).toBe(cakes[0]);
      });
    }

    test('by the arrow keys, and the handle keeps the focus', async () => {
      const page = await openView('catalogue?category=Cakes');
      const handle = page.getByRole('button', { name: 'Move Chocolate Cake' });
      await handle.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      expect((await listed(page)).slice(0, 3)).toEqual([
        'Lemon Tart',
        'Birthday Cake',
        'Chocolate Cake',
      ]);
      expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await page.locator('#announcer').textContent()).toMatch(
        /^Chocolate Cake is now number 3 of \d\.$/,
      );
      await expectCakes([tart, birthday, chocolate, wedding]);
    });

    test('by taps on the buttons that the handle shows', async () => {
      const page = await openView('catalogue', 'manager', phone);
      await page.getByRole('button', { name: 'Move Wedding Cake' }).tap();
      await page.getByRole('button', { name: 'Move up' }).tap();
      await page.getByRole('button', { name: 'Move up' }).tap();
      await expectCakes([chocolate, wedding, tart, birthday]);
      await page.getByRole('button', { name: 'Move Wedding Cake' }).tap();
      await page.getByRole('button', { name: 'Move up' }).waitFor({ state: 'detached' });
    });

    test('by dragging', async () => {
      const page = await openView('catalogue?category=Cakes');
      await dragTo(page, 'Move Wedding Cake', 'Move Lemon Tart');
      await expectCakes([chocolate, wedding, tart, birthday]);
      // The click after a drag that ends where it began does not show the buttons.
      const [x, y] = await centreOf(page, 'Move Wedding Cake');
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + 150, { steps: 3 });
      await page.mouse.move(x, y, { steps: 3 });
      await page.mouse.up();
      expect(await page.getByRole('button', { name: 'Move up' }).count()).toBe(0);
      await dragTo(page, 'Move Chocolate Cake', 'Move Birthday Cake');
      await expectCakes([wedding, tart, birthday, chocolate]);
    });

    test('by a finger on a phone, while the view does not scroll', async () => {
      const page = await openView('catalogue?category=Cakes', 'manager', phone);
      await page.getByRole('button', { name: 'Move Wedding Cake' }).scrollIntoViewIfNeeded();
      const scrolled = () => page.locator('#view').evaluate(({ scrollTop }) => scrollTop);
      const before = await scrolled();
      const [start, end] = [
        await centreOf(page, 'Move Wedding Cake'),
        await centreOf(page, 'Move Lemon Tart'),
      ];
      const devTools = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
        devTools.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: y === undefined ? [] : [{ x: start[0], y }],
        });
      await touch('touchStart', start[1]);
      for (const part of [0.2, 0.6, 1]) {
        await touch('touchMove', start[1] + (end[1] - start[1]) * part);
      }
      expect(await scrolled()).toBe(before);
      await touch('touchEnd');
      await expectCakes([chocolate, wedding, tart, birthday]);
    });

    test('with their category', async () => {
      const page = await openView('catalogue');
      const handle = page.getByRole('button', { name: 'Move Bread', exact: true });
      await handle.press('ArrowUp');
      expect((await listed(page)).slice(0, 2)).toEqual(['Sourdough Loaf', 'Baguette']);
      await eventually(async () => expect((await listIds()).slice(0, 2)).toEqual([2, 6]));
    });

    test('back when the API refuses', async () => {
      const page = await openView('catalogue?category=Cakes');
      await page.route('**/api/staff/products/order', (route) => route.abort());
      await page.getByRole('button', { name: 'Move Lemon Tart' }).press('ArrowUp');
      await page.getByText('does not answer. Try again in a moment.').waitFor();
      await eventually(async () => expect((await listed(page))[0]).toBe('Chocolate Cake'));
    });

    test('only while all products of a category are shown', async () => {
      const page = await openView('catalogue?show=shelf');
      await page.getByRole('link', { name: 'Sourdough Loaf', exact: true }).waitFor();
      expect(await page.getByRole('button', { name: /^Move / }).count()).toBe(0);
      const baker = await openView('catalogue', 'baker');
      await baker.getByRole('link', { name: 'Baguette', exact: true }).waitFor();
      expect(await baker.getByRole('button', { name: /^Move / }).count()).toBe(0);
    });
  });

  test('are taken off sale in the list, and put back', async () => {
    const page = await openView('catalogue');
    const onSale = page.getByRole('switch', { name: 'On sale: Baguette' });
    await onSale.press('Enter');
    await page.getByText('Baguette is off sale.').waitFor();
    expect(await onSale.getAttribute('aria-checked')).toBe('false');
    expect(await findInShop('Baguette')).toBeUndefined();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Baguette is on sale again.').waitFor();
    expect(await findInShop('Baguette')).toBeDefined();
  });

  test('are copied into a new product', async () => {
    const page = await openView('catalogue');
    await page.getByRole('link', { name: 'Copy Baguette' }).click();
    await page.getByRole('heading', { name: 'New product' }).waitFor();
    await page.keyboard.type('Sesame Baguette');
    expect(await page.getByLabel('Category').inputValue()).toBe('Bread');
    await page.getByRole('button', { name: 'Create product' }).click();
    await page.getByRole('heading', { name: 'Sesame Baguette' }).waitFor();
    const { category, description, price, allergens } = (await findInShop('Baguette')) ?? {};
    const copied = { category, description, price, allergens };
    expect(await findInShop('Sesame Baguette')).toMatchObject(copied);
    await page.getByRole('button', { name: 'Take off sale' }).click();
    await page.getByText('Sesame Baguette is off sale.').waitFor();
  });

  test('a fault is shown at its field', async () => {
    const page = await openView('catalogue/2');
    await page.getByLabel('Name').fill('  ');
    await page.getByLabel('Price in INR').fill('1.005');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Enter a name.').waitFor();
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Name').fill('Sourdough Loaf');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Enter a price, e.g. 4.50.').waitFor();
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBeNull();
  });

  test('the slower of two managers sees the conflict, and both keep their changes', async () => {
    const [slower, faster] = await Promise.all([openView('catalogue/3'), openView('catalogue/3')]);
    await slower.getByLabel('Price in INR').fill('81');
    await faster.getByLabel('Description').fill('Baked at four.');
    await save(faster);
    await slower.getByRole('button', { name: 'Save', exact: true }).click();
    await slower.getByText('Another person has changed this product in the meantime.').waitFor();
    expect(await slower.getByLabel('Price in INR').inputValue()).toBe('81');
    expect(await slower.getByLabel('Description').inputValue()).toBe('Baked at four.');
    await save(slower);
    const { body } = await api.get('/products');
    expect(body).toContainEqual(
      expect.objectContaining({ id: 3, price: 81, description: 'Baked at four.' }),
    );
  });

  test('a product is taken off sale and put back without losing unsaved input', async () => {
    const page = await openView('catalogue/4');
    const { name } = (await findById(4)) ?? { name: '' };
    await page.getByLabel('Description').fill('Half a sentence');
    await page.getByRole('button', { name: 'Take off sale' }).click();
    await page.getByText(`${name} is off sale.`).waitFor();
    expect(await findById(4)).toBeUndefined();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`${name} is on sale again.`).waitFor();
    expect(await findById(4)).toBeDefined();
    expect(await page.getByLabel('Description').inputValue()).toBe('Half a sentence');
  });

  test('a baker can read but not change the products', async () => {
    const page = await openView('catalogue/2', 'baker');
    await page.getByRole('heading', { name: 'Picture' }).waitFor();
    const contained = page.getByRole('definition').filter({ hasText: 'Contains gluten' });
    expect(await contained.innerText()).toBe('Contains gluten. May contain traces of sesame');
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /Save|sale|picture/ }).count()).toBe(0);
    await goTo(page, 'catalogue');
    await page.getByText('Only managers can change the products').waitFor();
    expect(await page.getByRole('link', { name: 'New product' }).count()).toBe(0);
  });

  test('input stays when the API does not answer', async () => {
    const page = await openView('catalogue/2');
    await page.route(/staff\/products\/2$/, (route) => route.abort());
    await page.getByLabel('Description').fill('Not yet');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('does not answer. Try again in a moment.').waitFor();
    expect(await page.getByLabel('Description').inputValue()).toBe('Not yet');
  });

  test('leaving with unsaved input or an unsaved picture asks for a confirmation', async () => {
    const page = await openView('catalogue/new');
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    const stay = async () => {
      await page.getByRole('link', { name: 'Stock', exact: true }).click();
      await question.getByRole('button', { name: 'Stay here' }).click();
    };
    await page.getByLabel('Name').fill('Half a Bun');
    await stay();
    expect(await page.getByLabel('Name').inputValue()).toBe('Half a Bun');
    await page.getByRole('link', { name: 'All products' }).click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('link', { name: 'Masala Khari', exact: true }).click();
    await page.getByLabel('Description').fill('Half a sentence');
    await stay();
    expect(await page.getByLabel('Description').inputValue()).toBe('Half a sentence');
    await save(page);
    await choosePicture(page, await drawPhoto(page, 80, 80));
    await page.getByRole('button', { name: 'Use this picture' }).waitFor();
    await stay();
    await page.getByRole('button', { name: 'Do not use it' }).click();
    await page.getByRole('link', { name: 'Stock', exact: true }).click();
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
  });

  test('can be created with the keyboard alone', async () => {
    const page = await openView('catalogue');
    await page.getByRole('link', { name: 'New product' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New product' }).waitFor();
    await page.keyboard.type('Keyboard Bun');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Buns');
    await page.getByLabel('Price in INR').focus();
    await page.keyboard.type('35');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keyboard Bun' }).waitFor();
  });
});

describe('a picture', () => {
  test('is scaled down, previewed, saved and shown in the shop', async () => {
    const page = await openView('catalogue/5');
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.getByText('No picture yet. The shop shows a drawing.').waitFor();
    await choosePicture(page, await drawPhoto(page, 2_400, 1_600));
    const preview = page.getByRole('img', { name: 'The picture you have chosen' });
    await preview.waitFor();
    const size = await preview.evaluate((canvas: HTMLCanvasElement) => [
      canvas.width,
      canvas.height,
    ]);
    expect(size).toEqual([800, 533]);
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('The picture is saved.').waitFor();
    const { picture } = (await findById(5)) ?? {};
    expect(picture).toMatch(/^\/pictures\/[0-9a-f]{64}$/);
    const answer = await fetch(`${stack.apiUrl}${picture}`);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(8, 12).toString()).toBe('WEBP');
    const shown = page.locator(`img[src="/api${picture}"]`);
    await shown.waitFor();
    const isLoaded = (image: HTMLImageElement) => image.complete && image.naturalWidth === 800;
    await eventually(async () => expect(await shown.evaluate(isLoaded)).toBe(true));
    await page.goto(stack.frontendUrl);
    const inShop = page.locator(`img[src="/api${picture}"]`);
    await inShop.scrollIntoViewIfNeeded();
    await eventually(async () => expect(await inShop.evaluate(isLoaded)).toBe(true));
    expect(said).toEqual([]);
  });

  test('can be removed', async () => {
    const page = await openView('catalogue/6');
    await choosePicture(page, await drawPhoto(page, 300, 300));
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByRole('button', { name: 'Remove the picture' }).click();
    await page.getByText('The picture is removed.').waitFor();
    expect(await findById(6)).toMatchObject({ picture: null });
  });

  test('stays chosen when another person has changed the product', async () => {
    const page = await openView('catalogue/7');
    const other = await openView('catalogue/7');
    await other.getByLabel('Description').fill('Changed by another manager.');
    await save(other);
    await choosePicture(page, await drawPhoto(page, 300, 300));
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('Another person has changed this product in the meantime.').waitFor();
    expect(await page.getByLabel('Description').inputValue()).toBe('Changed by another manager.');
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('The picture is saved.').waitFor();
  });

  test('that the API refuses is explained in the page’s language', async () => {
    const page = await openView('catalogue/8');
    await chooseInAccountMenu(page, 'Deutsch');
    await choosePicture(page, await drawPhoto(page, 300, 300));
    // The picture is truncated on its way to the API.
    await page.route('**/api/staff/products/8/picture', async (route) => {
      const body = route.request().postDataJSON() as { data: string };
      const postData = JSON.stringify({ ...body, data: body.data.slice(0, 40) });
      await route.continue({ postData });
    });
    await page.getByRole('button', { name: 'Dieses Bild verwenden' }).click();
    await page.getByText('Nicht gespeichert Dieses Bild ist beschädigt.').waitFor();
  });

  test('that is not an image is refused before it is sent', async () => {
    const page = await openView('catalogue/8');
    await choosePicture(page, Buffer.from('<svg onload="alert(1)"'));
    await page.getByText('This file is not a picture that this browser can read.').waitFor();
  });
});

describe('the stock', () => {
  test('a delivery counts once after a double click', async () => {
    const page = await openView('stock', 'baker');
    const before = await stockOf('Masala Khari');
    await page.getByLabel('Quantity: Masala Khari').fill('24');
    await page.getByRole('button', { name: 'Delivered: Masala Khari' }).dblclick();
    await page.getByText(/24 × Masala Khari delivered/).waitFor();
    expect(await stockOf('Masala Khari')).toBe(before + 24);
    await page
      .locator('.shelf-product', { hasText: 'Masala Khari' })
      .locator('.shelf-units')
      .getByText(String(before + 24), { exact: true })
      .waitFor();
  });

  test('a delivery counts once when it is repeated after a lost answer', async () => {
    const page = await openView('stock', 'baker');
    const before = await stockOf('Masala Khari');
    await page.route(/staff\/products\/\d+\/stock-movements/, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByLabel('Quantity: Masala Khari').fill('5');
    await page.getByRole('button', { name: 'Delivered: Masala Khari' }).click();
    await page.getByText('Tap the same button again: it is counted only once.').waitFor();
    await page.unroute(/staff\/products\/\d+\/stock-movements/);
    await page.getByRole('button', { name: 'Delivered: Masala Khari' }).click();
    await page.getByText(/5 × Masala Khari delivered/).waitFor();
    expect(await stockOf('Masala Khari')).toBe(before + 5);
  });

  test('quantity buttons add up, and waste and counts are recorded with their reason', async () => {
    const page = await openView('stock', 'baker');
    const before = await stockOf('Almond Biscotti');
    await page.getByRole('link', { name: 'Almond Biscotti' }).click();
    const card = page.getByRole('group', { name: 'Almond Biscotti' });
    await card.getByRole('button', { name: '+10: Almond Biscotti' }).click();
    await card.getByRole('button', { name: '+1: Almond Biscotti' }).click();
    await card.locator('summary').click();
    await card.getByLabel('Note').fill('fell <b>down</b>');
    await card.getByRole('button', { name: 'Wasted: Almond Biscotti' }).click();
    await page.getByText(/11 × Almond Biscotti wasted/).waitFor();
    expect(await stockOf('Almond Biscotti')).toBe(before - 11);
    const row = page.getByRole('row').filter({ hasText: 'fell <b>down</b>' });
    expect(await row.innerText()).toMatch(/−11\s+wasted\s+baker/);
    await page.getByLabel('Quantity: Almond Biscotti').fill('40');
    await page.getByRole('button', { name: 'Counted: Almond Biscotti' }).click();
    await page.getByText('Almond Biscotti counted: 40 now.').waitFor();
    await page.getByText('40 left').waitFor();
    expect(await stockOf('Almond Biscotti')).toBe(40);
  });

  test('refuses a movement without a quantity, and more waste than stock', async () => {
    const page = await openView('stock', 'baker');
    await page.getByRole('button', { name: 'Counted: Masala Khari' }).click();
    await page.getByText('Enter a quantity.').waitFor();
    await page.getByLabel('Quantity: Masala Khari').fill('900000');
    await page.getByRole('button', { name: 'Wasted: Masala Khari' }).click();
    const stock = (await stockOf('Masala Khari')).toLocaleString('en-IN');
    await page.getByText(`Only ${stock} in stock.`).waitFor();
    expect(await page.getByLabel('Quantity: Masala Khari').inputValue()).toBe('900000');
    // Typing removes the fault.
    await page.getByLabel('Quantity: Masala Khari').fill('1');
    await page.getByText(`Only ${stock} in stock.`).waitFor({ state: 'hidden' });
  });

  test('undoes a count that emptied a product by mistake', async () => {
    const page = await openView('stock', 'baker');
    const before = await stockOf('Masala Khari');
    await page.getByLabel('Quantity: Masala Khari').fill('0');
    await page.getByRole('button', { name: 'Counted: Masala Khari' }).click();
    await page.getByText('Masala Khari counted: 0 now.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^Masala Khari undone: [\d,]+ now\.$/).waitFor();
    expect(await stockOf('Masala Khari')).toBe(before);
  });

  test('a morning’s deliveries are recorded at once, and undone at once', async () => {
    const page = await openView('stock', 'baker');
    const before = await Promise.all(['Masala Khari', 'Almond Biscotti'].map(stockOf));
    await page.getByLabel('Quantity: Masala Khari').fill('40');
    expect(await page.getByRole('button', { name: 'Delivered: 2 products' }).count()).toBe(0);
    await page.getByLabel('Quantity: Almond Biscotti').fill('6');
    await page.getByRole('button', { name: 'Delivered: 2 products' }).click();
    await page.getByText('2 products delivered.').waitFor();
    expect(await Promise.all(['Masala Khari', 'Almond Biscotti'].map(stockOf))).toEqual([
      (before[0] ?? 0) + 40,
      (before[1] ?? 0) + 6,
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 products undone.').waitFor();
    expect(await Promise.all(['Masala Khari', 'Almond Biscotti'].map(stockOf))).toEqual(before);
  });

  test('all that is left of a category is wasted with the keyboard alone', async () => {
    const page = await openView('stock', 'baker');
    await tabTo(page.getByRole('button', { name: 'Fill in what is left: Cakes' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('button', { name: 'Wasted: 2 products' }));
    await page.keyboard.press('Enter');
    await page.getByText('2 products wasted.').waitFor();
    expect(await stockOf('Lemon Tart')).toBe(0);
    expect(await focusedText(page)).toContain('Undo');
    await page.keyboard.press('Enter');
    await page.getByText('2 products undone.').waitFor();
    expect(await stockOf('Lemon Tart')).toBeGreaterThan(0);
  });

  test('undoes an earlier movement, unless the product was counted since', async () => {
    const page = await openView('stock', 'baker');
    const before = await stockOf('Sourdough Loaf');
    await page.getByRole('link', { name: 'Sourdough Loaf' }).click();
    const record = async (units: string, reason: string, done: string) => {
      await page.getByLabel('Quantity: Sourdough Loaf').fill(units);
      await page.getByRole('button', { name: `${reason}: Sourdough Loaf` }).click();
      await page.getByText(done).waitFor();
    };
    await record('7', 'Delivered', '7 × Sourdough Loaf delivered');
    await page.getByRole('button', { name: 'Undo: delivered' }).first().click();
    await page.getByRole('row').filter({ hasText: 'undo: delivered' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'delivered, undone' }).waitFor();
    expect(await stockOf('Sourdough Loaf')).toBe(before);
    await record('3', 'Wasted', '3 × Sourdough Loaf wasted');
    await record('20', 'Counted', 'Sourdough Loaf counted: 20 now.');
    await page.getByRole('button', { name: 'Undo: wasted' }).click();
    await page.getByText('The product was counted since.').waitFor();
    expect(await stockOf('Sourdough Loaf')).toBe(20);
  });

  test('is found by words and category, and the address keeps that', async () => {
    const page = await openView('stock', 'baker');
    await page.getByLabel('Category').selectOption('Cakes');
    await page.getByRole('searchbox').fill('chocolate');
    const names = () => page.locator('.shelf-product .cell-name a').allInnerTexts();
    await eventually(async () => expect(await names()).toEqual(['Chocolate Cake']));
    await page.reload();
    await eventually(async () => expect(await names()).toEqual(['Chocolate Cake']));
    await page.getByRole('searchbox').fill('khari');
    await page.getByRole('button', { name: 'Show all stock' }).click();
    expect(await names()).toContain('Lemon Tart');
    expect((await page.getByRole('heading', { level: 2 }).allInnerTexts()).slice(0, 2)).toEqual([
      'Cakes',
      'Bread',
    ]);
  });

  test('movements load page by page', async () => {
    const id = 1;
    const { name } = (await findById(id)) ?? { name: '' };
    for (let units = 1; units <= 55; units++) {
      await api.post(`/staff/products/${id}/stock-movements`, { reason: 'delivery', units });
    }
    const { rows } = await database.query<{ movements: number }>(
      'select count(*)::integer as movements from stock_movements where product_id = $1',
      [id],
    );
    const page = await openView(`stock/${id}`, 'baker');
    await page.getByRole('heading', { name }).waitFor();
    await page.getByRole('button', { name: 'Show older' }).click();
    await eventually(async () =>
      expect(await page.locator('tbody tr').count()).toBe(rows[0]?.movements),
    );
    expect(await page.getByRole('button', { name: 'Show older' }).count()).toBe(0);
  });

  test('can be counted with the keyboard alone', async () => {
    const page = await openView('stock', 'baker');
    await page.getByLabel('Quantity: Masala Khari').focus();
    await page.keyboard.type('33');
    await tabTo(page.getByRole('button', { name: 'Counted: Masala Khari' }));
    await page.keyboard.press('Enter');
    await page.getByText('Masala Khari counted: 33 now.').waitFor();
  });
});

function openView(
  address: string,
  role: StaffRole = 'manager',
  options: BrowserContextOptions = {},
): Promise<Page> {
  return openCounterAs(browser, stack, role, address, options);
}

/** The text of the focused element. */
function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

function goTo(page: Page, address: string): Promise<unknown> {
  return page.evaluate((hash) => (location.hash = hash), `#/${address}`);
}

const noForOthers = 'Answer “No” for the others';

function answer(page: Page, allergen: string, text: 'Contains' | 'Traces' | 'No'): Promise<void> {
  const question = page.getByRole('radiogroup', { name: allergen, exact: true });
  return question.getByText(text, { exact: true }).click();
}

/** The names of the products in the list. */
function listed(page: Page): Promise<string[]> {
  return page.locator('.cell-name > a').allInnerTexts();
}

async function centreOf(page: Page, name: string): Promise<readonly [x: number, y: number]> {
  const box = await page.getByRole('button', { name }).boundingBox();
  if (!box) throw new Error(`There is no ${name}.`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Drags one handle to the place of another one. */
async function dragTo(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = [await centreOf(page, from), await centreOf(page, to)];
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move(...end, { steps: 5 });
  await page.mouse.up();
}

/** A day in the near future on the bakery's calendar. */
function inDays(days: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

/** Places an order and waits until it is accepted. @returns the order's number */
async function order(date: string, time: string, line: OrderLine): Promise<number> {
  const { status, body } = await api.post('/order', {
    lines: [line],
    pickup_at: `${date}T${time}:00+05:30`,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  const { order_id } = body as { order_id: number };
  await eventually(async () => {
    const { rows } = await database.query<{ status: string }>(
      'select status from orders where id = $1',
      [order_id],
    );
    expect(rows[0]?.status).toMatch(/Processing|Completed/);
  });
  return order_id;
}

/** Makes a day without daily products. */
async function planNothing(date: LocalDate) {
  await database.query(
    'insert into product_dates (product_id, date, units, reserve) select id, $1, 0, 0 from products where is_daily',
    [date],
  );
}

/** Places Processing orders of one cake. @param note SQL of the note of order `n` */
async function insertNotedOrders(date: LocalDate, count: number, note: string) {
  await database.query(
    `with placed as (
       insert into orders (status, correlation_id, request_hash, pickup_at)
       select 'Processing', 'test', '', $1 from generate_series(1, $2::integer)
       returning id
     ), timeline as (
       insert into order_timeline (order_id, to_status, by) select id, 'Processing', 'test' from placed
     )
     insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name, note)
     select id, 1, 10, 1, 100, 'Birthday Cake', ${note}
     from (select id, row_number() over (order by id) as n from placed) as numbered`,
    [instantAt(date, '10:00', timeZone), count],
  );
}

async function countPages(page: Page): Promise<number> {
  return sizesOf(await page.pdf({ preferCSSPageSize: true })).length;
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/ is saved\.$/).waitFor();
}

async function listShop(): Promise<readonly Product[]> {
  return (await api.get('/products')).body as readonly Product[];
}

async function findInShop(begin: string): Promise<Product | undefined> {
  return (await listShop()).find(({ name }) => name.startsWith(begin));
}

async function findById(id: number): Promise<Product | undefined> {
  return (await listShop()).find((product) => product.id === id);
}

async function stockOf(name: string): Promise<number> {
  const { rows } = await database.query<{ stock: number }>(
    'select stock from products where name = $1',
    [name],
  );
  return rows[0]?.stock ?? NaN;
}

/** A photo like a camera's: large, and with many colours. */
async function drawPhoto(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext('2d');
      for (let x = 0; context && x < w; x += 8) {
        context.fillStyle = `hsl(${x % 360} 60% 60%)`;
        context.fillRect(x, 0, 8, h);
      }
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
    },
    [width, height] as const,
  );
  return Buffer.from(base64, 'base64');
}

function choosePicture(page: Page, buffer: Buffer): Promise<void> {
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer };
  return page.locator('#picture-file').setInputFiles(file);
}
