/** A customer chooses options: on the page of a product, in the basket, and until the order's page. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { addOptionGroup, type NewGroup } from '../support/options.ts';
import { findSmallTargets, findViolations, phone, tabTo } from '../support/pages.ts';
import { createInspection, screens } from '../support/screens.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

let cake: number;
let box: number;
let bread: number;
let ids: Readonly<Record<'sizes' | 'creams' | 'fillings' | 'muffins', readonly number[]>>;

beforeAll(async () => {
  cake = await addProduct('Party Cake', 50_000, ['gluten', 'milk']);
  box = await addProduct('Muffin Box', 30_000, ['gluten']);
  bread = await addProduct('Village Bread', 8_000, ['gluten']);
  ids = {
    sizes: await addGroup(cake, {
      name: 'Size',
      options: [
        { name: 'Small' },
        { name: 'Large', price_minor: 20_000 },
        { name: 'Tiny', price_minor: -5_000 },
      ],
      defaults: [0],
    }),
    creams: await addGroup(cake, {
      name: 'Cream',
      options: [{ name: 'Butter cream' }, { name: 'Oat cream', without: ['milk'] }],
    }),
    fillings: await addGroup(cake, {
      name: 'Fillings',
      kind: 'several',
      min: 0,
      max: 2,
      free: 1,
      options: [
        { name: 'Cherry', price_minor: 3_000 },
        { name: 'Nougat', price_minor: 4_000, allergens: ['nuts'] },
        { name: 'Lemon curd', price_minor: 2_000 },
      ],
    }),
    muffins: await addGroup(box, {
      name: 'Muffins',
      kind: 'quantities',
      min: 6,
      max: 6,
      options: [{ name: 'Blueberry' }, { name: 'Chocolate', price_minor: 500 }],
    }),
  };
  await addGroup(cake, {
    name: 'Inscription',
    kind: 'text',
    min: 0,
    options: [{ name: 'Icing', price_minor: 2_500 }],
  });
  await addGroup(cake, {
    name: 'Candles',
    kind: 'yes_no',
    min: 0,
    options: [{ name: 'Candles', price_minor: 1_000 }],
  });
  await addGroup(bread, {
    name: 'Sliced',
    kind: 'yes_no',
    min: 0,
    options: [{ name: 'Sliced' }],
  });
});

afterEach(async () => {
  await database.query('update options set sold_out = false, sold_out_until = null, active = true');
});

test('a cake with size, cream, fillings, an inscription and candles comes out as it was chosen', async () => {
  const page = await openShop();
  const card = cardOf(page, 'Party Cake');
  expect(await card.locator('.price').textContent()).toBe('from ₹450');
  await card.getByRole('link', { name: 'Choose: Party Cake' }).click();
  await choice(page, 'Large').check();
  await choice(page, 'Oat cream').check();
  await choice(page, 'Cherry').check();
  await choice(page, 'Nougat').check();
  await choice(page, 'Inscription').fill('Emma');
  await choice(page, 'Candles').check();
  // 500 and 200 for the size, 30 for the cheaper filling, 25 for the inscription, 10 for candles.
  expect(await page.locator('#option-total').textContent()).toBe('₹765');
  expect(await group(page, 'Fillings').getByLabel('Nougat').locator('..').textContent()).toMatch(
    /free/,
  );
  await page.getByRole('button', { name: 'Add to basket' }).click();
  const line = page.locator('#basket-lines > li');
  await line.getByText('Large · Oat cream · Cherry · Nougat · “Emma” · Candles').waitFor();
  expect(await page.locator('#basket-total').textContent()).toBe('₹765');
  await placeOrder(page, 'Emma');
  await page
    .locator('#lines')
    .getByText('Large · Oat cream · Cherry · Nougat · “Emma” · Candles')
    .waitFor();
  expect(await page.locator('#total').textContent()).toBe('₹765');

  await page.goto(`${stack.frontendUrl}/#orders`);
  await page
    .getByText('Party Cake (Large · Oat cream · Cherry · Nougat · “Emma” · Candles)')
    .waitFor();
});

test('lines of the same choices merge, other choices are another line, and a line can be changed', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  const add = page.getByRole('button', { name: 'Add to basket' });
  await choice(page, 'Oat cream').check();
  await choice(page, 'Cherry').check();
  await choice(page, 'Lemon curd').check();
  await add.click();
  await choice(page, 'Oat cream').check();
  await choice(page, 'Lemon curd').check();
  await choice(page, 'Cherry').check();
  await add.click();
  const lines = page.locator('#basket-lines > li');
  await page.getByLabel('Quantity: Party Cake, Small · Oat cream').waitFor();
  expect(await lines.count()).toBe(1);
  await choice(page, 'Butter cream').check();
  await add.click();
  await lines.nth(1).getByText('Small · Butter cream').waitFor();
  expect(await lines.first().getByRole('spinbutton').inputValue()).toBe('2');

  await page.getByRole('button', { name: 'Change: Party Cake, Small · Butter cream' }).click();
  await page.getByText('You are changing a product').waitFor();
  await choice(page, 'Large').check();
  await setQuantity(page, 'Quantity: Party Cake', 3);
  await page.getByRole('button', { name: 'Save changes' }).click();
  await lines.nth(1).getByText('Large · Butter cream').waitFor();
  expect(await lines.nth(1).getByRole('spinbutton').inputValue()).toBe('3');
  expect(await page.getByText('You are changing a product').count()).toBe(0);

  await page.reload();
  await lines.nth(1).getByText('Large · Butter cream').waitFor();
  expect(await lines.count()).toBe(2);
});

test('faults are shown at their groups, and the first one gets the focus, with the keyboard alone', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  const add = page.getByRole('button', { name: 'Add to basket' });
  await tabTo(add);
  await page.keyboard.press('Enter');
  const cream = group(page, 'Cream');
  await cream.getByText('Please choose one.').waitFor();
  expect(await describe(page, cream)).toContain('Please choose one.');
  expect(await isFocused(choice(page, 'Butter cream'))).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  expect(await choice(page, 'Oat cream').isChecked()).toBe(true);
  await cream.getByText('Please choose one.').waitFor({ state: 'hidden' });

  for (const filling of ['Cherry', 'Nougat', 'Lemon curd']) {
    await tabTo(choice(page, filling));
    await page.keyboard.press('Space');
  }
  await group(page, 'Fillings').getByText('Please choose at most 2.').waitFor();
  await page.keyboard.press('Space');
  await tabTo(choice(page, 'Inscription'));
  await page.keyboard.type('👨‍👩‍👧‍👦 Emma');
  await page.getByText('6 / 20').waitFor();
  await page.keyboard.type(', congratulations');
  await group(page, 'Inscription').getByText('At most 20 characters, please.').waitFor();
  for (let deleted = 0; deleted < 17; deleted++) await page.keyboard.press('Backspace');
  await tabTo(add);
  await page.keyboard.press('Enter');
  await page.locator('#basket-lines').getByText('“👨‍👩‍👧‍👦 Emma”').waitFor();
  expect(await page.locator('#announcer').textContent()).toBe('Party Cake: 1 in your basket.');
});

test('a total is announced once after several choices', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  const heard = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const announcer = document.querySelector('#announcer');
    new MutationObserver(() => texts.push(announcer?.textContent ?? '')).observe(
      announcer ?? document.body,
      { childList: true, subtree: true, characterData: true },
    );
    return texts;
  });
  await choice(page, 'Large').check();
  await choice(page, 'Inscription').pressSequentially('Emma');
  await choice(page, 'Candles').check();
  await page.waitForFunction((texts) => texts.length > 0, heard);
  expect(await heard.jsonValue()).toEqual(['Total: ₹735']);
});

test('several cakes have one text, or one for each', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  await choice(page, 'Oat cream').check();
  await choice(page, 'Inscription').fill('Emma');
  expect(await choice(page, 'A different text for each piece').count()).toBe(0);
  await setQuantity(page, 'Quantity: Party Cake', 2);
  await choice(page, 'A different text for each piece').check();
  await choice(page, 'Piece 2').waitFor();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await group(page, 'Inscription').getByText('Please enter a text for each piece.').waitFor();
  await choice(page, 'Piece 2').fill('Ben');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.locator('#basket-lines').getByText('“Emma”, “Ben”').waitFor();
  await placeOrder(page, 'Emma');
  await page.locator('#lines').getByText('“Emma”, “Ben”').waitFor();

  await page.getByRole('button', { name: 'Cancel order' }).click();
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await page.getByRole('link', { name: 'Order again' }).click();
  const line = page.locator('#basket-lines > li');
  await line.getByText('“Emma”, “Ben”').waitFor();
  await page.getByRole('button', { name: /^Remove Party Cake/ }).click();
  await page.goto(`${stack.frontendUrl}/#orders`);
  await page.getByRole('button', { name: /^Order again/ }).click();
  await line.getByText('“Emma”, “Ben”').waitFor();
});

test('a box is full at six', async () => {
  const page = await openShop(phone, `/product/${box}-x`);
  const more = (name: string) => page.getByRole('button', { name: `One ${name} more` });
  for (let units = 0; units < 4; units++) await more('Blueberry').tap();
  await page.getByText('4 of 6 chosen').waitFor();
  await page.getByRole('button', { name: 'Add to basket' }).tap();
  await page.getByText('Please choose 6 in total.').waitFor();
  for (let units = 0; units < 2; units++) await more('Chocolate').tap();
  await page.getByText('6 of 6 chosen').waitFor();
  expect(await more('Blueberry').isDisabled()).toBe(true);
  expect(await findSmallTargets(page)).toEqual([]);
  expect(await page.locator('#option-total').textContent()).toBe('₹310');
  await page.getByRole('button', { name: 'Add to basket' }).tap();
  await page.getByRole('button', { name: 'View basket' }).tap();
  await page.locator('#basket-lines').getByText('4 × Blueberry · 2 × Chocolate').waitFor();
});

test('a product whose options are all extras is added by one click', async () => {
  const page = await openShop();
  const card = cardOf(page, 'Village Bread');
  await card.getByText('Options: Sliced').waitFor();
  await card.getByRole('button', { name: 'Add Village Bread' }).click();
  await card.getByLabel('Quantity: Village Bread').waitFor();
  await page.getByRole('button', { name: 'Change: Village Bread' }).click();
  await choice(page, 'Sliced').check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.locator('#basket-lines').getByText('Sliced').waitFor();
  await placeOrder(page, 'Emma');
  await page.locator('#lines').getByText('Sliced').waitFor();
});

test('lines of one product share what is left of it', async () => {
  await database.query('update products set stock = 3 where id = $1', [bread]);
  const page = await openShop();
  await page.getByRole('button', { name: 'Add Village Bread' }).click();
  await cardOf(page, 'Village Bread').getByRole('link', { name: 'Village Bread' }).click();
  await choice(page, 'Sliced').check();
  await setQuantity(page, 'Quantity: Village Bread', 9);
  expect(await choice(page, 'Quantity: Village Bread').inputValue()).toBe('2');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  const lines = page.locator('#basket-lines > li');
  await lines.nth(1).getByText('Sliced').waitFor();
  for (const line of await lines.all()) {
    expect(await line.getByRole('button', { name: / more$/ }).isDisabled()).toBe(true);
    await line.getByText('Only 3 left').waitFor();
  }
  await page.locator('.option-form').getByText('No more available').waitFor();
  await placeOrder(page, 'Emma');
  await page.locator('#lines').getByText('2 × Village Bread').waitFor();
  await database.query('update products set stock = 50 where id = $1', [bread]);
});

test('an option that is sold out says so, and from when it can be chosen', async () => {
  await database.query(
    `update options set sold_out = true, sold_out_until = case when name = 'Cherry' then $3::date end
     where id in ($1, $2)`,
    [ids.fillings[0], ids.creams[0], addDays(dateAt(new Date(), 'Asia/Kolkata'), 30)],
  );
  const page = await openShop({}, `/product/${cake}-x`);
  await page.getByRole('group', { name: 'Cream' }).getByText('sold out').waitFor();
  expect(await choice(page, 'Butter cream').isDisabled()).toBe(true);
  expect(await choice(page, 'Cherry').isDisabled()).toBe(false);
  const from = group(page, 'Fillings').getByText(/^from /);
  await from.waitFor();
  await choice(page, 'Cherry').check();
  await choice(page, 'Oat cream').check();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.getByRole('link', { name: '‹ With options' }).click();

  // For an earlier day, the option is not available.
  await page.locator('.day-choice input').nth(2).check();
  await page
    .locator('#basket-lines')
    .getByText(/^Cherry: from /)
    .waitFor();
  await page.getByRole('button', { name: /^Choose again: Party Cake/ }).click();
  await group(page, 'Fillings')
    .getByText(/^sold out · from /)
    .waitFor();
  expect(await choice(page, 'Cherry').isDisabled()).toBe(true);
  expect(await choice(page, 'Cherry').isChecked()).toBe(false);
});

test('a line whose option has ended or changed its price explains it, and leads to a new choice', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  await choice(page, 'Oat cream').check();
  await choice(page, 'Large').check();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.locator('#basket-lines').getByText('Large · Oat cream').waitFor();
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/api/products')),
    page.locator('#to-checkout').click(),
  ]);
  await page.getByLabel('Name').fill('Emma');
  await database.query('update options set price_minor = 25000 where id = $1', [ids.sizes[1]]);
  try {
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('The total is ₹750 instead of ₹700.').waitFor();
    await page.getByText('New price: ₹750 each instead of ₹700').waitFor();
    expect(await page.locator('#basket-total').textContent()).toBe('₹750');

    await database.query('update options set active = false where id = $1', [ids.sizes[1]]);
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByText('An option is no longer offered').waitFor();
    const again = page.getByRole('button', { name: /^Choose again: Party Cake/ });
    expect(await isFocused(again)).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await group(page, 'Size').getByText('Please choose one.').waitFor();
    await choice(page, 'Small').check();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('heading', { name: 'Check out' }).waitFor();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.locator('#lines').getByText('Small · Oat cream').waitFor();
  } finally {
    await database.query('update options set price_minor = 20000 where id = $1', [ids.sizes[1]]);
  }
});

test('the allergen filter leaves a product that can be made without, and disables what contains it', async () => {
  const page = await openShop();
  await page.getByRole('button', { name: 'Allergens' }).click();
  await page.getByLabel('tree nuts').check();
  await page.getByLabel('milk').check();
  await cardOf(page, 'Party Cake').getByText('Also without milk').waitFor();
  await cardOf(page, 'Party Cake').getByRole('link', { name: 'Choose: Party Cake' }).click();
  await group(page, 'Fillings').getByText('contains tree nuts').waitFor();
  expect(await choice(page, 'Nougat').isDisabled()).toBe(true);
  const warning = page.getByText('Contains milk, unless you choose: Oat cream.');
  await warning.waitFor();
  expect(await findViolations(page)).toEqual([]);
  await choice(page, 'Oat cream').check();
  await warning.waitFor({ state: 'hidden' });
  expect(await page.locator('.allergen-lists dd').first().textContent()).toBe('gluten');
});

test('a basket of the previous version is still there', async () => {
  const page = await openShop();
  await page.evaluate((productId) => {
    const lines = [
      { product_id: 1, quantity: 2 },
      { product_id: productId, quantity: 1, note: 'thin slices' },
    ];
    localStorage.setItem('bakery.basket', JSON.stringify(lines));
  }, bread);
  await page.reload();
  await page.getByLabel('Quantity: Chocolate Cake').first().waitFor();
  expect(await page.getByLabel('Note for the bakers: Village Bread').inputValue()).toBe(
    'thin slices',
  );
  await placeOrder(page, 'Emma');
  await page.locator('#lines').getByText('1 × Village Bread').waitFor();
});

test('options that do not load are loaded again by a button', async () => {
  const page = await openShop();
  await page.route('**/parts/option-code-*', (route) => route.abort());
  await cardOf(page, 'Party Cake').getByRole('link', { name: 'Choose: Party Cake' }).click();
  await page.getByText('The options did not load.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.unroute('**/parts/option-code-*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await choice(page, 'Large').check();
});

test('pickup times are asked with the options', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  await choice(page, 'Oat cream').check();
  await page.getByRole('button', { name: 'Add to basket' }).click();
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.url().includes('/api/pickup-slots')),
    page.locator('#to-checkout').click(),
  ]);
  expect(new URL(asked.url()).searchParams.get('options')).toBe(`${ids.sizes[0]}-${ids.creams[1]}`);
});

test('the page is in German on request', async () => {
  const page = await openShop({}, `/product/${cake}-x`);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByText('Bis zu 2 wählen · 1 ohne Aufpreis').waitFor();
  await page.getByRole('button', { name: 'In den Warenkorb' }).click();
  await page.getByText('Bitte wählen Sie eine Möglichkeit.').waitFor();
});

test.each(screens)('choosing at $width pixels in light and dark mode', async (viewport) => {
  const options = { viewport, reducedMotion: 'reduce' } as const;
  const page = await openShop(options);
  const { look, faults } = createInspection(page);
  await look('options-1-shop');
  await cardOf(page, 'Party Cake').getByRole('link', { name: 'Choose: Party Cake' }).click();
  await choice(page, 'Large').check();
  await choice(page, 'Nougat').check();
  await setQuantity(page, 'Quantity: Party Cake', 2);
  await choice(page, 'A different text for each piece').check();
  await choice(page, 'Piece 1').fill('Emma, congratulations on it');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await look('options-2-faults');
  await choice(page, 'Oat cream').check();
  await choice(page, 'Piece 1').fill('Emma');
  await choice(page, 'Piece 2').fill('Ben');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.locator(`a[href="/"]`).first().click();
  await cardOf(page, 'Muffin Box').getByRole('link', { name: 'Choose: Muffin Box' }).click();
  await setQuantity(page, 'Quantity: Blueberry', 4);
  await setQuantity(page, 'Quantity: Chocolate', 2);
  await look('options-3-box');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  const bar = page.getByRole('button', { name: 'View basket' });
  if (await bar.isVisible()) await bar.click();
  await look('options-4-basket');
  await placeOrder(page, 'Emma');
  await look('options-5-order');
  expect(faults).toEqual([]);
});

/** The accessible description of a group. */
async function describe(page: Page, described: Locator): Promise<string> {
  const list = (await described.getAttribute('aria-describedby')) ?? '';
  const texts = list.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent());
  return (await Promise.all(texts)).join(' ');
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

async function addProduct(name: string, price: number, allergens: readonly string[]) {
  const { rows } = await database.query<{ id: number }>(
    `insert into products (name, category, price_minor, kind, stock, allergens, allergens_declared)
     values ($1, 'With options', $2, 'shelf', 50, $3, true) returning id`,
    [name, price, allergens],
  );
  return rows[0]?.id ?? 0;
}

function addGroup(product: number, group: NewGroup) {
  const query = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await database.query(text, [...values])).rows as Row[];
  return addOptionGroup(product, group, query);
}

async function openShop(options: BrowserContextOptions = {}, path = ''): Promise<Page> {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    locale: 'en-IN',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(stack.frontendUrl + path);
  await page.locator('main h1, .card h3').first().waitFor();
  return page;
}

/** A control on the page of the product; the basket beside it has the same words. */
const choice = (page: Page, label: string) => page.locator('.option-form').getByLabel(label);

async function setQuantity(page: Page, label: string, quantity: number) {
  await choice(page, label).fill(String(quantity));
  await page.keyboard.press('Enter');
}

const cardOf = (page: Page, name: string) => page.locator('.card').filter({ hasText: name });
const group = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

async function placeOrder(page: Page, name: string) {
  await page.locator('#to-checkout').click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.locator('#lines').waitFor();
}
