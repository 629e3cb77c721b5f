import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page, Request } from 'playwright-core';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { choosePickupTime, findViolations, keepScreenshot, phone } from '../support/pages.ts';
import { readStackOutput, useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

describe('an order', () => {
  test('of two products shows its status on the order page until the order is ready', async () => {
    const page = await openShop();
    await add(page, 'Sourdough Loaf');
    await add(page, 'Lemon Tart');
    await page.getByRole('button', { name: 'One Lemon Tart more' }).first().click();
    expect(await page.locator('#basket-total').textContent()).toBe('₹580');
    await placeOrder(page);
    await orderShows(page, 'Set aside for you');
    expect(new URL(page.url()).pathname).toBe('/order');
    expect(await linesOfNewestOrder()).toEqual([
      { name: 'Sourdough Loaf', quantity: 1, note: null },
      { name: 'Lemon Tart', quantity: 2, note: null },
    ]);
    await page.goBack();
    await page.getByText('Your basket is empty.').waitFor();
    const order = await newestOrder(page, 'Set aside for you');
    expect(order).toContain('1 × Sourdough Loaf, 2 × Lemon Tart');
    expect(order).toMatch(/Pick it up from .+\d [ap]m\./);
    await page.getByRole('link', { name: /^Order \d+$/ }).click();
    await orderShows(page, 'Set aside for you');
  });

  test('has one correlation id in browser, message and processor', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.method() === 'POST'),
      placeOrder(page),
    ]);
    await orderShows(page, 'Set aside for you');
    const id = request.headers()['x-correlation-id'] ?? 'none';
    const lines = (await logLines()).filter(({ correlation_id }) => correlation_id === id);
    expect(lines.map(({ message }) => message).toSorted()).toEqual([
      'order placed',
      'order processed',
    ]);
  });

  test('of a made-to-order product is confirmed until staff mark it ready', async () => {
    const page = await openShop();
    await addCake(page);
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Confirmed');
    await page.goto(stack.frontendUrl);
    expect(await newestOrder(page, 'Confirmed')).toContain('This page shows when it is ready');
    await database.query(`update orders set status = 'Completed' where status = 'Processing'`);
    await newestOrder(page, 'Ready');
    expect(await page.locator('#announcer').textContent()).toMatch(/^Order \d+: Ready\./);
  });

  test('cannot be for more than there is, and the card says how few are left', async () => {
    await database.query(
      `insert into products (name, price_minor, kind, stock, allergens)
       values ('Last Bun', 100, 'shelf', 2, '{}')`,
    );
    try {
      const page = await openShop();
      const card = page.locator('.card').filter({ hasText: 'Last Bun' });
      await card.getByText('Only 2 left').waitFor();
      await add(page, 'Last Bun');
      await page.getByLabel('Quantity: Last Bun').first().fill('5');
      await page.keyboard.press('Enter');
      expect(await page.getByLabel('Quantity: Last Bun').first().inputValue()).toBe('2');
      const more = page.getByRole('button', { name: 'One Last Bun more' });
      expect(await more.first().isDisabled()).toBe(true);
      await page.locator('#basket-lines').getByText('Only 2 left').waitFor();
      await placeOrder(page);
      await orderShows(page, 'Set aside for you');
    } finally {
      await database.query(`update products set active = false where name = 'Last Bun'`);
    }
  });

  test('has no number of units left above the setting, but no more units than there are', async () => {
    await database.query(
      `insert into products (name, price_minor, kind, stock, allergens)
       values ('Late Bun', 100, 'shelf', 4, '{}')`,
    );
    await database.query('update settings set few_left = 3');
    try {
      const page = await openShop();
      const card = page.locator('.card').filter({ hasText: 'Late Bun' });
      await add(page, 'Late Bun');
      await page.getByLabel('Quantity: Late Bun').first().fill('9');
      await page.keyboard.press('Enter');
      await page.locator('#basket-lines').getByText('No more available').waitFor();
      expect(await page.getByLabel('Quantity: Late Bun').first().inputValue()).toBe('4');
      expect(await card.getByText('left').count()).toBe(0);
      await database.query('update settings set few_left = 4');
      await page.reload();
      await card.getByText('Only 4 left').waitFor();
    } finally {
      await database.query('update settings set few_left = default');
      await database.query(`update products set active = false where name = 'Late Bun'`);
    }
  });

  test('that was not accepted shows the reason and can be ordered again', async () => {
    const page = await openShop();
    await add(page, 'Almond Biscotti');
    await page.getByLabel('Quantity: Almond Biscotti').first().fill('3');
    await page.keyboard.press('Enter');
    await placeOrder(page);
    await orderShows(page, 'Set aside for you');
    // As if another customer had ordered the last units at the same moment.
    await database.query(
      `update orders set status = 'Rejected', reason = 'sold out'
       where id = (select max(id) from orders)`,
    );
    await page.goto(stack.frontendUrl);
    expect(await newestOrder(page, 'Not accepted')).toMatch(/sold out/);
    await page.getByRole('button', { name: /^Order again/ }).click();
    expect(await page.getByLabel('Quantity: Almond Biscotti').first().inputValue()).toBe('3');
  });

  test('is placed once after a double click', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    const before = await countOrders();
    await page.getByRole('button', { name: 'Place order' }).dblclick();
    await orderShows(page, 'Set aside for you');
    expect(await countOrders()).toBe(before + 1);
  });

  test('is placed once when its answer is lost and the page is reloaded', async () => {
    const page = await openShop();
    const keys = collectKeys(page);
    await page.route('**/api/order', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await add(page, 'Bread Platter');
    await checkOut(page);
    await page.getByLabel('Note for the bakers').fill('no mustard');
    await page.getByLabel('Name').fill('Emma');
    await choosePickupTime(page);
    const before = await countOrders();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('No answer from the bakery').waitFor();
    await page.goto('about:blank');
    await page.goto(stack.frontendUrl);
    await page.unroute('**/api/order');
    await page.getByRole('button', { name: 'Try again' }).click();
    await orderShows(page, 'Confirmed');
    expect(await countOrders()).toBe(before + 1);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    expect((await linesOfNewestOrder())[0]?.note).toBe('no mustard');
  });

  test('is placed once when its answer is lost and the contact is not stored', async () => {
    const page = await openShop();
    await page.route('**/api/order', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await add(page, 'Masala Khari');
    await checkOut(page);
    await page.getByLabel('Remember me in this browser').uncheck();
    await page.getByLabel('Name').fill('Secretive');
    const before = await countOrders();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('No answer from the bakery').waitFor();
    await page.reload();
    await page.unroute('**/api/order');
    await page.getByRole('button', { name: 'Try again' }).click();
    await orderShows(page, 'Set aside for you');
    expect(await countOrders()).toBe(before + 1);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('Secretive');
  });

  test.each([
    ['locks', []],
    ['no locks, as without HTTPS', [removeLocks]],
  ])(
    'is placed once when two tabs order the same basket at the same moment, with %s',
    async (_, scripts) => {
      const first = await newPage();
      // As if the change of the other tab arrived too late.
      const deaf = () => addEventListener('storage', (event) => event.stopImmediatePropagation());
      for (const script of [deaf, ...scripts]) await first.context().addInitScript(script);
      await first.goto(stack.frontendUrl);
      await add(first, 'Masala Khari');
      await checkOut(first);
      await first.getByLabel('Name').fill('Twice');
      const second = await first.context().newPage();
      await second.goto(`${stack.frontendUrl}/#checkout`);
      // The load event may come before the page reads the basket, so each page is on screen before an order is placed.
      const buttons = [first, second].map((page) =>
        page.getByRole('button', { name: 'Place order' }),
      );
      for (const button of buttons) await button.waitFor();
      const before = await countOrders();
      const pressed = Promise.withResolvers<undefined>();
      await first.context().route('**/api/order', async (route) => {
        await pressed.promise;
        await route.continue();
      });
      for (const button of buttons) await button.click();
      pressed.resolve(undefined);
      await Promise.all([first, second].map((page) => orderShows(page, 'Set aside for you')));
      expect(await countOrders()).toBe(before + 1);
      expect(first.url()).toBe(second.url());
      await second.goto(stack.frontendUrl);
      await add(second, 'Masala Khari');
      await placeOrder(second);
      await orderShows(second, 'Set aside for you');
      expect(await countOrders()).toBe(before + 2);
    },
  );

  test('is placed only at the price on the page, which asks again after a change', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await database.query(`update products set price_minor = price_minor + 500 where id = 7`);
    try {
      const total = page.locator('#basket-total');
      const before = await total.textContent();
      await checkOut(page);
      await page.waitForFunction(
        ([id, text]) => document.getElementById(id ?? '')?.textContent !== text,
        ['basket-total', before],
      );
      const asked = (await total.textContent()) ?? '';
      // The price rises again just before the order is placed.
      await database.query(`update products set price_minor = price_minor + 700 where id = 7`);
      const placed = await countOrders();
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.getByText(`instead of ${asked}. Order again if that is all right.`).waitFor();
      await page.waitForFunction(
        ([id, text]) => document.getElementById(id ?? '')?.textContent !== text,
        ['basket-total', asked],
      );
      const shown = (await total.textContent()) ?? '';
      expect(await countOrders()).toBe(placed);
      await page.getByRole('button', { name: 'Place order' }).click();
      await orderShows(page, 'Set aside for you');
      expect(await page.locator('#total').textContent()).toBe(shown);
      await page.goto(stack.frontendUrl);
      expect(await newestOrder(page, 'Set aside for you')).toContain(shown);
    } finally {
      await database.query(`update products set price_minor = price_minor - 1200 where id = 7`);
    }
  });

  test('is shown as picked up after a reload', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Set aside for you');
    await page.goto(stack.frontendUrl);
    await newestOrder(page, 'Set aside for you');
    await database.query(
      'update orders set collected_at = now() where id = (select max(id) from orders)',
    );
    await page.reload();
    expect(await newestOrder(page, 'Picked up')).toContain('Enjoy!');
  });

  test.each([
    ['the basket', (page: Page) => add(page, 'Almond Biscotti')],
    [
      'the name',
      async (page: Page) => {
        await page.getByRole('link', { name: 'Check out' }).first().click();
        await page.getByLabel('Name').fill('Noah');
      },
    ],
  ])('is a new order when %s was changed after a lost answer', async (_, change) => {
    const page = await openShop();
    const keys = collectKeys(page);
    await page.route('**/api/order', (route) => route.abort());
    await add(page, 'Masala Khari');
    await placeOrder(page);
    await page.getByText('No answer from the bakery').waitFor();
    await page.unroute('**/api/order');
    await page.getByRole('link', { name: 'Keep shopping' }).click();
    await add(page, 'Masala Khari', 'One Masala Khari more');
    await change(page);
    await page.getByText('Ordering now places another order.').waitFor();
    if (await page.getByRole('link', { name: 'Check out' }).first().isVisible()) {
      await checkOut(page);
    }
    await page.getByRole('button', { name: 'Place order' }).click();
    await orderShows(page, 'Set aside for you');
    expect(new Set(keys).size).toBe(2);
  });

  test('is stored in the browser and refreshed when the page opens', async () => {
    const page = await openShop();
    await add(page, 'Wedding Cake');
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Confirmed');
    await page.goto('about:blank');
    await database.query(`update orders set status = 'Cancelled' where status = 'Processing'`);
    await page.goto(stack.frontendUrl);
    expect(await newestOrder(page, 'Cancelled')).toContain('1 × Wedding Cake');
  });

  test('is not polled while the tab is hidden', async () => {
    const page = await openShop();
    await add(page, 'Bread Platter');
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Confirmed');
    await page.clock.install();
    await page.goto(stack.frontendUrl);
    await newestOrder(page, 'Confirmed');
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

describe('the checkout', () => {
  test('orders a cake on a phone for the first free time, with a name and a note', async () => {
    const page = await openShop(phone);
    await add(page, 'Wedding Cake');
    await checkOut(page);
    await page
      .locator('.soonest')
      .getByText(/^tomorrow, |^[A-Z]\w+day, /)
      .waitFor();
    await page.getByLabel('Name').fill('Emma');
    await page.getByLabel('Note for the bakers').fill('Emma, 7 years');
    await keepScreenshot(page, 'checkout-phone');
    await page.getByRole('button', { name: 'Place order' }).click();
    await orderShows(page, 'Confirmed');
    expect(await linesOfNewestOrder()).toEqual([
      { name: 'Wedding Cake', quantity: 1, note: 'Emma, 7 years' },
    ]);
  });

  test('orders for a chosen day and time', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    const startsAt = await choosePickupTime(page);
    await page.getByRole('button', { name: 'Place order' }).click();
    await orderShows(page, 'Confirmed');
    const { rows } = await database.query<{ pickup_at: Date }>(
      'select pickup_at from orders order by id desc limit 1',
    );
    expect(rows[0]?.pickup_at).toEqual(new Date(startsAt));
  });

  test('starts with the first day that has a free slot, even after a slow answer', async () => {
    const page = await openShop();
    const answers = Promise.withResolvers<undefined>();
    await page.route('**/api/pickup-slots?*', async (route) => {
      await answers.promise;
      await route.continue();
    });
    await add(page, 'Bread Platter');
    await checkOut(page);
    await page.getByLabel('Choose a day and a time').check();
    answers.resolve(undefined);
    await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().waitFor();
  });

  test('repeats the pickup time beside the button', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    await page
      .locator('.summary-pickup')
      .getByText(/day, \d+ \w+, /)
      .waitFor();
    await page.getByLabel('Choose a day and a time').check();
    expect(await page.locator('.summary-pickup').isVisible()).toBe(false);
    const time = page.locator('#pickup-slots:not([aria-busy]) input:enabled').first();
    await time.check({ force: true });
    await page
      .locator('.summary-pickup')
      .getByText(/^\w{3}, \d+ \w+ · \d+:\d\d .m$/)
      .waitFor();
  });

  test('offers no time of the day before while the times of a new day are loading', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    await page.getByLabel('Choose a day and a time').check();
    const openDays = page.locator('#pickup-days .tile:not(.closed) input');
    const times = page.locator('#pickup-slots input:enabled');
    await openDays.nth(1).check({ force: true });
    await times.first().waitFor();
    const answers = Promise.withResolvers<undefined>();
    await page.route('**/api/pickup-slots?*', async (route) => {
      await answers.promise;
      await route.continue();
    });
    await openDays.nth(2).check({ force: true });
    expect(await times.count()).toBe(0);
    answers.resolve(undefined);
    await times.first().waitFor();
  });

  test('lets a day and a time be chosen with the keyboard alone', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    await page.getByLabel('Choose a day and a time').check();
    const slots = page.locator('#pickup-slots:not([aria-busy])');
    await page.locator('#pickup-days input:checked').focus();
    const focused = page.locator('#pickup-days input:focus');
    const first = await focused.inputValue();
    await page.keyboard.press('ArrowRight');
    await slots.waitFor();
    await page.keyboard.press('ArrowRight');
    await slots.locator('input').first().waitFor();
    expect(Date.parse(await focused.inputValue()) - Date.parse(first)).toBe(2 * 86_400_000);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.locator('#pickup-slots input:focus').isChecked()).toBe(true);
  });

  test('opens at the top without moving content later', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    const [before, after] = await page
      .locator('#to-checkout')
      .evaluate(async (link: HTMLElement) => {
        scrollTo({ top: 400, behavior: 'instant' });
        const from = scrollY;
        const turned = new Promise((resolve) => {
          addEventListener('hashchange', resolve, { once: true });
        });
        link.click();
        await turned;
        return [from, scrollY];
      });
    expect(before).toBe(400);
    expect(after).toBe(0);
  });

  test('shows each fault at its field', async () => {
    const page = await openShop();
    await addCake(page);
    await checkOut(page);
    const button = page.getByRole('button', { name: 'Place order' });
    await button.click();
    await page.getByText('Please enter a name.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe(
      'name',
    );
    await page.getByLabel('Name').fill('Emma');
    await page.getByLabel('Phone').fill('call me');
    await button.click();
    await page.getByText('Please check the phone number.').waitFor();
    await page.getByLabel('Phone').fill('+91 98765 43210');
    await page.getByLabel('Choose a day and a time').check();
    await button.click();
    await page.getByText('Please choose a day and a time.').waitFor();
    expect(await isInSight(page, '#pickup-fault')).toBe(true);
    await page.getByLabel('As soon as possible').check();
    await button.click();
    await orderShows(page, 'Confirmed');
  });

  test('shows why a day or a time is not available', async () => {
    const inTwoDays = await dateInDays(2);
    await database.query(`insert into closures (date, message) values ($1, 'Stocktaking')`, [
      inTwoDays,
    ]);
    try {
      const page = await openShop();
      await addCake(page);
      await checkOut(page);
      await page.getByLabel('Choose a day and a time').check();
      await page.locator(`#pickup-days input[value="${await dateInDays(0)}"]`).check();
      await page.getByText(/needs at least 24\s*h|too late/).waitFor();
      await page.locator(`#pickup-days input[value="${inTwoDays}"]`).check();
      await page.getByText('We are closed on this day: Stocktaking').waitFor();
      expect(await page.locator('#pickup-slots input').count()).toBe(0);
    } finally {
      await database.query('delete from closures');
    }
  });

  test('says when another customer took the time, and reloads the times', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await checkOut(page);
    const startsAt = await choosePickupTime(page);
    await database.query('update settings set slot_capacity = 1');
    try {
      await database.query(
        `insert into pickup_slots (starts_at, units_taken) values ($1, 1)
         on conflict (starts_at) do update set units_taken = pickup_slots.units_taken + 1`,
        [startsAt],
      );
      await page.getByRole('button', { name: 'Place order' }).click();
      await page.getByRole('heading', { name: 'This time is no longer free' }).waitFor();
      const slot = page.locator('#pickup-slots label').filter({
        has: page.locator(`input[value="${startsAt}"]`),
      });
      await slot.getByText('full').waitFor();
      await choosePickupTime(page);
      await page.getByRole('button', { name: 'Place order' }).click();
      await orderShows(page, 'Confirmed');
    } finally {
      await database.query('update settings set slot_capacity = default');
      await database.query(
        'update pickup_slots set units_taken = units_taken - 1 where starts_at = $1',
        [startsAt],
      );
    }
  });

  test('stores the contact only with permission', async () => {
    const page = await openShop();
    await add(page, 'Masala Khari');
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Set aside for you');
    await page.goto(stack.frontendUrl);
    await add(page, 'Masala Khari');
    await checkOut(page);
    expect(await page.getByLabel('Name').inputValue()).toBe('Emma');
    await page.getByLabel('Remember me in this browser').uncheck();
    await page.reload();
    await page.getByRole('group', { name: 'Your details' }).waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('');
    expect(await page.getByLabel('Remember me in this browser').isChecked()).toBe(false);
  });
});

describe('the products', () => {
  test('are filtered by words and allergens', async () => {
    const page = await openShop(phone);
    const names = page.locator('.card h3');
    await page.getByLabel('Search our products').fill('savour');
    expect((await names.allInnerTexts()).toSorted()).toEqual(['Bread Platter', 'Masala Khari']);
    await page.getByRole('button', { name: 'Allergens', exact: true }).click();
    await page.getByLabel('eggs').check();
    expect(await names.allInnerTexts()).toEqual(['Masala Khari']);
    expect(await page.locator('#announcer').textContent()).toBe('1 product found.');
    await page.getByRole('button', { name: 'Without eggs' }).waitFor();
    await page.getByLabel('Search our products').fill('birthday');
    await page.getByText('No products found').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all products' }).click();
    expect(await names.count()).toBeGreaterThan(11);
    await page.getByLabel('Search our products').fill('ORANGE  peel');
    expect(await names.allInnerTexts()).toEqual(['Almond Biscotti']);
  });

  test('with traces of a filtered allergen stay, and are marked', async () => {
    const page = await openShop();
    await page.getByRole('button', { name: 'Allergens', exact: true }).click();
    await page.getByLabel('sesame').check();
    const loaf = page.locator('.card', { hasText: 'Sourdough Loaf' });
    await loaf.locator('.allergen-warning', { hasText: 'traces of sesame' }).waitFor();
    await page.getByLabel('sesame').uncheck();
    await loaf.locator('.allergens:not(.allergen-warning)').waitFor();
  });

  test('stay filtered by allergens after a reload, and the basket warns about them', async () => {
    const page = await openShop();
    await add(page, 'Lemon Tart');
    await page.getByRole('button', { name: 'Allergens', exact: true }).click();
    await page.getByLabel('milk').check();
    const names = page.locator('.card h3');
    expect(await names.allInnerTexts()).not.toContain('Lemon Tart');
    await page.getByText('Contains milk.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Without milk' }).waitFor();
    await names.first().waitFor();
    expect(await names.allInnerTexts()).not.toContain('Lemon Tart');
    await page.getByText('Contains milk.').waitFor();
  });

  test('are in sections by category, and the category bar follows the section in view', async () => {
    const page = await openShop(phone);
    const bar = page.getByRole('navigation', { name: 'Categories' });
    const categories = await bar.getByRole('link').allInnerTexts();
    expect(await page.locator('.category h2').allInnerTexts()).toEqual(categories);
    await bar.getByRole('link', { name: 'Savouries' }).click();
    await bar.locator('[aria-current]', { hasText: 'Savouries' }).waitFor();
    expect(await isInSight(page, '.category-bar')).toBe(true);
    const bread = page.locator('.category').filter({ hasText: 'Sourdough Loaf' });
    await bread.evaluate((section) => section.scrollIntoView());
    await bar.locator('[aria-current]', { hasText: 'Bread' }).waitFor();
  });

  test('that are sold out come last in their section', async () => {
    await database.query(`update products set stock = 0 where name = 'Sourdough Loaf'`);
    try {
      const page = await openShop();
      const bread = page.locator('.category').filter({ hasText: 'Sourdough Loaf' });
      const last = bread.locator('.card').last();
      expect(await last.locator('h3').innerText()).toBe('Sourdough Loaf');
      await last.getByText('Sold out today').waitFor();
    } finally {
      await database.query(`update products set stock = 40 where name = 'Sourdough Loaf'`);
    }
  });

  test('have a page each, with description, allergens and a way into the basket', async () => {
    const page = await openShop(phone);
    await page.getByRole('link', { name: 'Wedding Cake', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Wedding Cake' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/product/11-wedding-cake');
    expect(await page.title()).toBe('Wedding Cake · The Bakery');
    await page.getByText('gluten, eggs, milk and tree nuts').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add to basket' }).click();
    await page.locator('.stepper > :last-child:focus').waitFor();
    await page.getByRole('link', { name: 'Cakes' }).click();
    await page.getByRole('heading', { name: 'Cakes' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Wedding Cake' }).waitFor();
  });

  test('show their lead time and allergens', async () => {
    const page = await openShop();
    const cards = page.locator('.card');
    const cake = await cards.filter({ hasText: 'Birthday Cake' }).textContent();
    expect(cake?.replaceAll('\u00a0', ' ')).toContain('Made to order · 24 h ahead');
    await cards.filter({ hasText: 'Wedding Cake' }).getByText('5 days ahead').waitFor();
    await cards.filter({ hasText: 'Masala Khari' }).getByText('Contains gluten').waitFor();
  });

  test('of the demo have a drawing each', async () => {
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
    await add(page, 'Almond Biscotti');
    await page.getByRole('button', { name: 'One Almond Biscotti more' }).first().click();
    await page.reload();
    const total = page.locator('#basket-total');
    await total.waitFor();
    expect(await total.textContent()).toBe('₹320');
  });

  test('is the same in two tabs', async () => {
    const page = await openShop();
    const other = await page.context().newPage();
    await other.goto(stack.frontendUrl);
    await other.getByText('Your basket is empty.').waitFor();
    await add(page, 'Almond Biscotti');
    await other.locator('#basket-lines').getByText('Almond Biscotti').waitFor();
  });

  test('stays when a product is sold out, and names the product', async () => {
    const page = await openShop();
    await add(page, 'Lemon Tart');
    await add(page, 'Masala Khari');
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
    await page.getByRole('button', { name: 'Remove it and order the rest' }).click();
    await orderShows(page, 'Set aside for you');
    await page.goBack();
    expect(await newestOrder(page, 'Set aside for you')).toContain('1 × Masala Khari');
    await page.goto(stack.frontendUrl);
    const card = page.locator('.card').filter({ hasText: 'Lemon Tart' });
    await card.getByText('Sold out today').waitFor();
    expect(await card.getByRole('button', { name: 'Add' }).count()).toBe(0);
  });

  test('marks every product with a shortage and offers the quantity left', async () => {
    await database.query(
      `insert into products (name, price_minor, kind, stock, allergens)
       values ('Rye Roll', 100, 'shelf', 9, '{}'), ('Plum Pie', 100, 'shelf', 9, '{}'),
              ('Oat Bar', 100, 'shelf', 9, '{}'), ('Fig Bun', 100, 'shelf', 9, '{}')`,
    );
    const page = await openShop();
    for (const name of ['Rye Roll', 'Plum Pie', 'Oat Bar', 'Fig Bun']) {
      await add(page, name);
      await page.getByLabel(`Quantity: ${name}`).first().fill('5');
      await page.keyboard.press('Enter');
    }
    await database.query(`update products set stock = 2 where name = 'Rye Roll'`);
    await database.query(`update products set stock = 1 where name = 'Plum Pie'`);
    await database.query(`update products set stock = 0 where name = 'Oat Bar'`);
    const before = await countOrders();
    await placeOrder(page);
    await page.getByRole('heading', { name: 'Not enough left' }).waitFor();
    await page
      .getByText('Rye Roll: Only 2 left. Plum Pie: Only 1 left. Oat Bar: Sold out.')
      .waitFor();
    expect(await countOrders()).toBe(before);
    const line = (name: string) =>
      page.locator('#basket-lines').getByRole('listitem').filter({ hasText: name });
    await line('Rye Roll').getByText('Only 2 left').waitFor();
    await line('Oat Bar').getByText('Sold out').waitFor();
    expect(
      await line('Fig Bun')
        .getByText(/left|Sold out/)
        .count(),
    ).toBe(0);
    await page.getByRole('button', { name: 'Set to 2: Rye Roll' }).click();
    await line('Rye Roll').locator('.tag.bad').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Set to 1: Plum Pie' }).click();
    await page.getByRole('button', { name: 'Remove Oat Bar' }).click();
    await page.getByRole('link', { name: 'Keep shopping' }).click();
    const card = (name: string) => page.locator('.card').filter({ hasText: name });
    await card('Rye Roll').getByText('Only 2 left').waitFor();
    await card('Oat Bar').getByText('Sold out today').waitFor();
    await placeOrder(page);
    await orderShows(page, 'Set aside for you');
    expect(await linesOfNewestOrder()).toEqual([
      { name: 'Rye Roll', quantity: 2, note: null },
      { name: 'Plum Pie', quantity: 1, note: null },
      { name: 'Fig Bun', quantity: 5, note: null },
    ]);
    await database.query(`update products set active = false where category = '' and stock < 9`);
  });

  test('works without storage', async () => {
    const page = await newPage();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('Blocked', 'SecurityError');
        },
      });
    });
    await page.goto(stack.frontendUrl);
    await add(page, 'Masala Khari');
    await placeOrder(page);
    await orderShows(page, 'Set aside for you');
  });

  test.each([
    'rubbish{',
    '{"lines":7}',
    '[null,7,{"product_id":-1,"quantity":1e9},{"id":1,"status":"Eaten"}]',
  ])('works with %s in storage', async (rubbish) => {
    const page = await newPage();
    await page.addInitScript((text) => {
      for (const name of ['basket', 'attempt', 'orders']) {
        localStorage.setItem(`bakery.${name}`, text);
      }
    }, rubbish);
    await page.goto(stack.frontendUrl);
    await page.getByText('Your basket is empty.').waitFor();
    await add(page, 'Masala Khari');
    await placeOrder(page);
    await orderShows(page, 'Set aside for you');
  });
});

describe('the bakery', () => {
  const address = '12 High Street\nMumbai 400001';

  test('is in the head and the foot with address, phone, e-mail and opening hours', async () => {
    await withSettings(
      { address, phone: '+91 22 5550 0100', email: 'hello@example.com' },
      async () => {
        const page = await openShop(phone);
        const map = page
          .locator('.masthead')
          .getByRole('link', { name: '12 High Street, Mumbai 400001' });
        expect(await map.getAttribute('href')).toMatch(/^https:.*High%20Street/);
        const call = page.locator('.masthead').getByRole('link', { name: '+91 22 5550 0100' });
        expect(await call.getAttribute('href')).toBe('tel:+912255500100');
        expect(await page.locator('.open-state').innerText()).toMatch(/^(Open|Closed)/);
        const foot = page.getByRole('contentinfo');
        await foot.getByRole('link', { name: 'hello@example.com' }).waitFor();
        expect(await foot.locator('dt').count()).toBe(7);
        expect(await foot.locator('dt.today').count()).toBe(1);
        expect(await findViolations(page)).toEqual([]);
      },
    );
  });

  test('has legal texts, in which markup is text', async () => {
    const imprint = '# Owners\n\nEmma **Korn**, <b>Mitte</b>\n\n- [Mail](mailto:hello@example.com)';
    await withSettings({ imprint, privacy: 'Nothing is stored.', terms: '' }, async () => {
      const page = await openShop();
      await page.getByRole('link', { name: 'Imprint' }).click();
      await page.getByRole('heading', { level: 1, name: 'Imprint' }).waitFor();
      await page.getByRole('heading', { level: 2, name: 'Owners' }).waitFor();
      await page.getByText('Emma Korn, <b>Mitte</b>').waitFor();
      const link = page.locator('.legal-text').getByRole('link', { name: 'Mail' });
      expect(await link.getAttribute('href')).toBe('mailto:hello@example.com');
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Privacy' }).click();
      await page.getByText('Nothing is stored.').waitFor();
      expect(await page.getByRole('link', { name: 'Terms' }).count()).toBe(0);
    });
  });

  test('loads a legal text with its page only, and again after a failure', async () => {
    await withSettings({ imprint: 'Emma Korn, Berlin' }, async () => {
      const page = await openShop();
      const requests: string[] = [];
      await page.route('**/api/texts/*', (route) => {
        requests.push(new URL(route.request().url()).pathname);
        return requests.length === 1 ? route.abort() : route.continue();
      });
      await page.reload();
      await page.locator('.card h3').first().waitFor();
      expect(requests).toEqual([]);
      await page.getByRole('link', { name: 'Imprint' }).click();
      await page.getByText('This text did not load.').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Emma Korn, Berlin').waitFor();
      expect(requests).toEqual(['/api/texts/imprint', '/api/texts/imprint']);
    });
  });

  test('announces a closed day of the next two weeks', async () => {
    const date = await dateInDays(4);
    await database.query(`insert into closures (date, message) values ($1, 'Stocktaking')`, [date]);
    try {
      const page = await openShop();
      await page.locator('.masthead').getByText('closed (Stocktaking)').waitFor();
    } finally {
      await database.query('delete from closures');
    }
  });

  test('shows the other hours of a day in the head, the footer and the day strip, and only their times', async () => {
    const date = await dateInDays(4);
    await database.query(
      `insert into closures (date, message, hours)
       values ($1, 'Christmas Eve', '[{"from": "09:00", "to": "10:00"}]')`,
      [date],
    );
    try {
      const page = await openShop();
      const text = /9:00.*–.*10:00.*, Christmas Eve/;
      await page.locator('.masthead').getByText(text).waitFor();
      await page.locator('.footer').getByText(text).waitFor();
      await add(page, 'Masala Khari');
      await checkOut(page);
      await page.getByLabel('Choose a day and a time').check();
      await page.locator('#pickup-days label', { hasText: 'other hours' }).click();
      expect(await page.locator(`#pickup-days input[value="${date}"]`).isChecked()).toBe(true);
      await page.locator('.pickup').getByText(text).waitFor();
      await eventually(async () =>
        expect(await page.locator('#pickup-slots input').count()).toBe(2),
      );
    } finally {
      await database.query('delete from closures');
    }
  });

  /** Changes settings during the act. */
  async function withSettings(changes: Readonly<Record<string, string>>, act: () => Promise<void>) {
    const names = Object.keys(changes);
    const change = (values: readonly unknown[]) =>
      database.query(
        `update settings set ${names.map((name, index) => `${name} = $${index + 1}`).join(', ')}`,
        [...values],
      );
    const { rows } = await database.query<Record<string, string>>('select * from settings');
    await change(Object.values(changes));
    try {
      await act();
    } finally {
      await change(names.map((name) => rows[0]?.[name]));
    }
  }
});

describe('without an answer of the bakery', () => {
  test('the page shows a notice and retries automatically', async () => {
    const page = await newPage();
    await page.route('**/api/products', (route) => route.abort());
    await page.goto(stack.frontendUrl);
    const notice = page.locator('.unreachable');
    await notice.waitFor();
    await page.unroute('**/api/products');
    await add(page, 'Masala Khari');
    expect(await notice.isVisible()).toBe(false);
  });

  test('the retry button retries at once', async () => {
    const page = await newPage();
    // With a stopped clock there is no automatic retry.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.route('**/api/products', (route) => route.abort());
    await page.goto(stack.frontendUrl);
    await page.locator('.unreachable').waitFor();
    await page.unroute('**/api/products');
    await page.getByRole('button', { name: 'Try again' }).click();
    await add(page, 'Masala Khari');
  });

  test('an order says that it may be out of date until the next answer', async () => {
    const page = await openShop();
    await page.route('**/api/order/*', (route) => route.abort());
    await add(page, 'Masala Khari');
    await placeOrder(page);
    await page.getByText('This page may be out of date').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: /^Your orders/ }).click();
    const warning = page.getByText('This may be out of date');
    await warning.waitFor();
    await page.unroute('**/api/order/*');
    await newestOrder(page, 'Set aside for you');
    expect(await warning.isVisible()).toBe(false);
  });

  test('the page says that the device is offline', async () => {
    const page = await openShop();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'hidden' });
  });
});

describe('the page', () => {
  test('is accessible while it shows errors, in light and dark mode', async () => {
    const page = await openShop({ ...phone, reducedMotion: 'reduce' });
    await add(page, 'Bread Platter');
    await placeOrder(page, 'Emma');
    await orderShows(page, 'Confirmed');
    await page.goto(stack.frontendUrl);
    await newestOrder(page, 'Confirmed');
    await page.goto(stack.frontendUrl);
    await page.route('**/api/order', (route) => route.abort());
    await add(page, 'Almond Biscotti');
    await checkOut(page);
    await choosePickupTime(page);
    await page.getByLabel('Phone').fill('call me');
    await page.getByLabel('Name').fill('');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('Please enter a name.').waitFor();
    expect(await findViolationsInBoth(page)).toEqual([]);
    // The times of another day are still loading.
    await page.locator('#pickup-slots').evaluate((slots) => (slots.ariaBusy = 'true'));
    expect(await findViolationsInBoth(page)).toEqual([]);
    await page.getByLabel('Name').fill('Emma');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('No answer from the bakery').waitFor();
    await page.getByRole('link', { name: 'Keep shopping' }).click();
    expect(await findViolationsInBoth(page)).toEqual([]);
  });

  test('can be used with the keyboard alone', async () => {
    const page = await openShop();
    await page.getByRole('button', { name: 'Add Masala Khari' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Quantity: Masala Khari').first().inputValue()).toBe('2');
    await page.getByRole('link', { name: 'Check out' }).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'checkout-title');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.locator('#pickup-slots input:enabled').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Emma');
    await page.keyboard.press('Enter');
    await orderShows(page, 'Confirmed');
  });

  test('shows markup in a name as text', async () => {
    const name = '<img src=x onerror="document.title=1">';
    await database.query(
      `insert into products (name, price_minor, kind, stock) values ($1, 100, 'shelf', 5)`,
      [name],
    );
    const page = await openShop();
    await add(page, name);
    await placeOrder(page, name);
    await orderShows(page, 'Set aside for you');
    expect(await page.locator('#lines').textContent()).toContain(name);
    expect(await page.locator('#customer').textContent()).toContain(name);
    expect(await page.locator('img').count()).toBe(0);
    await page.goto(stack.frontendUrl);
    expect(await newestOrder(page, 'Set aside for you')).toContain(name);
    expect(await page.locator('img').count()).toBe(0);
  });

  test('wraps very long words', async () => {
    const name = 'Donaudampfschifffahrtsgesellschaftskapitänsgeburtstagstorte';
    await database.query(
      `insert into products (name, price_minor, kind, stock) values ($1, 100000, 'shelf', 5)`,
      [name],
    );
    try {
      const page = await openShop({ ...phone, viewport: { width: 320, height: 640 } });
      await add(page, name);
      const isWithin = () =>
        page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect(await isWithin()).toBe(true);
      await placeOrder(page, 'Emma');
      await orderShows(page, 'Set aside for you');
      expect(await isWithin()).toBe(true);
    } finally {
      await database.query('update products set active = false where name = $1', [name]);
    }
  });

  test('stays below its size limit', async () => {
    const page = await newPage();
    const loaded: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(response.url())) loaded.push(response.body());
    });
    await page.goto(stack.frontendUrl);
    await page.locator('.card h3').first().waitFor();
    const sizes = (await Promise.all(loaded)).map((text) => gzipSync(text).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  test('is in the bakery’s language, and in English on request', async () => {
    await database.query(`update settings set locale = 'de-DE', currency = 'EUR'`);
    try {
      const page = await newPage();
      await page.goto(stack.frontendUrl);
      await page.getByRole('link', { name: 'Ihre Bestellungen' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await page.getByRole('button', { name: 'Masala Khari hinzufügen' }).click();
      expect(await page.locator('#basket-total').textContent()).toMatch(/^[\d.,]+\s€$/);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('link', { name: 'Your orders' }).waitFor();
      await page.reload();
      await page.getByRole('link', { name: 'Your orders' }).waitFor();
    } finally {
      await database.query(`update settings set locale = 'en-IN', currency = 'INR'`);
    }
  });

  test('shows the reason for a refused order in German', async () => {
    const phone = '+49 30 901820';
    const body = JSON.stringify({
      lines: [{ product_id: 7, quantity: 1 }],
      customer: { name: 'Emma', phone },
    });
    const headers = { 'content-type': 'application/json' };
    const placed = Array.from({ length: 20 }, () =>
      fetch(`${stack.apiUrl}/order`, { method: 'POST', headers, body }),
    );
    expect((await Promise.all(placed)).every(({ ok }) => ok)).toBe(true);
    const page = await openShop({ locale: 'de-DE' });
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('button', { name: 'Masala Khari hinzufügen' }).click();
    await page.locator('#to-checkout').click();
    await page.getByLabel('Name').fill('Emma');
    await page.getByLabel('Telefon').fill(phone);
    await page.getByRole('button', { name: /^Zahlungspflichtig bestellen/ }).click();
    await page.getByText('Ihre Bestellung wurde nicht aufgegeben. Zu viele').waitFor();
  });

  test('shows the bakery’s new name without loading the page twice', async () => {
    const page = await openShop();
    await database.query(`update settings set bakery_name = 'The Corner Bakery'`);
    try {
      let loads = 0;
      page.on('load', () => (loads += 1));
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'The Corner Bakery' }).waitFor();
      expect(loads).toBe(1);
    } finally {
      await database.query(`update settings set bakery_name = 'The Bakery'`);
    }
  });
});

/** Opens a page without the service worker, which would load every page again. See installed-shop.e2e.ts. */
async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ serviceWorkers: 'block', ...options })).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function openShop(options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(options);
  await page.goto(stack.frontendUrl);
  await page.locator('.card h3').first().waitFor();
  return page;
}

function add(page: Page, name: string, button = `Add ${name}`) {
  return page.getByRole('button', { name: button, exact: true }).first().click();
}

/** A birthday cake with the options that its page proposes. */
async function addCake(page: Page) {
  await page.getByRole('link', { name: 'Birthday Cake', exact: true }).click();
  await page.getByRole('button', { name: 'Add to basket' }).click();
}

async function checkOut(page: Page) {
  const bar = page.getByRole('button', { name: 'View basket' });
  if (await bar.isVisible()) await bar.click();
  await page.locator('#to-checkout').click();
  await page.getByRole('group', { name: 'Pickup time' }).waitFor();
}

async function placeOrder(page: Page, name = '') {
  await checkOut(page);
  if (name !== '') await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Place order' }).click();
}

/** A status alone, or with the day and time of another day: "Confirmed for Sat, 5 Dec, 9:00 am". */
function toPattern(status: string): RegExp {
  return new RegExp(`^${status}( for .+)?$`);
}

/** Waits until the order's own page shows this status. */
function orderShows(page: Page, status: string) {
  return page.locator('#order-status').getByText(toPattern(status)).waitFor();
}

/** The violations in light and in dark mode. */
async function findViolationsInBoth(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await findViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...inLight, ...(await findViolations(page, 'colours'))];
}

/** Removes Web Locks, as in a browser without them. */
function removeLocks() {
  Object.defineProperty(navigator, 'locks', { value: undefined });
}

/** The bakery's date this number of days from now, "2026-12-01". */
async function dateInDays(days: number): Promise<string> {
  const { rows } = await database.query<{ time_zone: string }>('select time_zone from settings');
  return addDays(dateAt(new Date(), rows[0]?.time_zone ?? 'UTC'), days);
}

/** Waits until the newest order has this status. @returns the text about the order */
async function newestOrder(page: Page, status: string): Promise<string> {
  if (new URL(page.url()).hash !== '#orders') {
    await page.getByRole('link', { name: /^Your orders/ }).click();
  }
  const order = page.locator('#order-list > li').first();
  await order.getByText(toPattern(status)).waitFor();
  // Replaces the no-break spaces between a quantity and its product.
  return ((await order.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

async function countOrders(): Promise<number> {
  const { rows } = await database.query<{ count: number }>('select count(*)::int from orders');
  return rows[0]?.count ?? 0;
}

/** The functions' log so far. */
async function logLines() {
  const lines = (await readStackOutput()).split('\n');
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { message: string; correlation_id?: string });
}

async function linesOfNewestOrder() {
  const { rows } = await database.query<{ name: string; quantity: number; note: string | null }>(
    `select p.name, quantity, note from order_lines l join products p on p.id = l.product_id
     where order_id = (select max(id) from orders) order by line_no`,
  );
  return rows;
}

/** Records the idempotency keys of all attempts from now on. */
function collectKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
}

/** Whether the whole element is on the screen. */
function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}

/** Hides or shows the tab, with the browser's events. */
function setHidden(page: Page, hidden: boolean) {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
