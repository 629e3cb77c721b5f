/**
 * Orders with options at the counter: choices and inscriptions on the board, the order's page, the bake sheet and the
 * papers. The pictures are in `test-output/screenshots/`.
 */
import type { Page } from 'playwright-core';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt, type LocalDate } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { addOptionGroup } from '../support/options.ts';
import { findViolations, openCounterAs, sizesOf, tabTo, typeByHand } from '../support/pages.ts';
import { createInspection, screens } from '../support/screens.ts';
import { newShopClient } from '../support/shop-client.ts';
import { readStackOutput, useSharedStack } from '../support/shared-stack.ts';

const cake = 10;
const khari = 7;

const { stack, browser, database } = await useSharedStack();
let options: Readonly<Record<'large' | 'vanilla' | 'cherry' | 'text' | 'candles', number>>;

beforeAll(async () => {
  await database.query('update settings set days_ahead = 60');
  await database.query('delete from product_option_groups');
  const add = async (group: Parameters<typeof addOptionGroup>[1]) => {
    const query = async <Row>(text: string, values: readonly unknown[] = []) =>
      (await database.query(text, [...values])).rows as Row[];
    return addOptionGroup(cake, group, query);
  };
  const [, large = 0] = await add({
    name: 'Size',
    options: [{ name: 'Small' }, { name: 'Large', price_minor: 40_000 }],
    defaults: [0],
  });
  const [vanilla = 0] = await add({
    name: 'Flavour',
    options: [{ name: 'Vanilla' }, { name: 'Chocolate' }],
    defaults: [0],
  });
  const [cherry = 0] = await add({
    name: 'Fillings',
    kind: 'several',
    min: 0,
    max: 2,
    options: [{ name: 'Cherry', price_minor: 5_000 }, { name: 'Nougat' }],
  });
  const [text = 0] = await add({
    name: 'Inscription',
    kind: 'text',
    min: 0,
    options: [{ name: 'Icing', price_minor: 10_000 }],
  });
  const [candles = 0] = await add({
    name: 'Candles',
    kind: 'yes_no',
    min: 0,
    is_for_production: false,
    options: [{ name: 'Yes', price_minor: 2_500 }],
  });
  await database.query('update option_groups set max_characters = 80 where kind = $1', ['text']);
  options = { large, vanilla, cherry, text, candles };
});

test.each(screens)('are shown at $width pixels in light and dark mode', async (viewport) => {
  const day = newDay();
  const three = await orderCakes(day, ['Emma', 'أحمد', 'Zoë & Noah']);
  await orderCakes(day, ['Congratulations on your 90th birthday, dear Grandmother Wilma!'], 2);
  const device = { viewport, reducedMotion: 'reduce' } as const;
  const page = await openCounterAs(browser, stack, 'baker', `orders?day=${day}&show=all`, device);
  const { look, faults } = createInspection(page);
  const ticket = page.locator(`.ticket[data-order="${three}"]`);
  await ticket.waitFor();
  expect(await ticket.locator('.line-choices').textContent()).toBe(
    'Large · Vanilla · Cherry · Candles',
  );
  expect(await textsOf(page, '.ticket', three)).toEqual(['1. Emma', '2. أحمد', '3. Zoë & Noah']);
  await look('options-1-board');

  await enter(page, `orders/${three}`);
  await page.getByRole('heading', { name: `Order ${three}` }).waitFor();
  expect(await textsOf(page, '.order-lines')).toEqual(['1. Emma', '2. أحمد', '3. Zoë & Noah']);
  await look('options-2-order');

  await enter(page, `bake-sheet/${day}`);
  const product = page.locator(`.sheet-product[data-product="${cake}"]`);
  await product.waitFor();
  expect(await product.locator('.sheet-variants li').allInnerTexts()).toEqual([
    expect.stringMatching(/^5×\s+Large · Vanilla · Cherry$/),
  ]);
  expect(await product.locator('.sheet-inscriptions q').allTextContents()).toEqual([
    'Emma',
    'أحمد',
    'Zoë & Noah',
    'Congratulations on your 90th birthday, dear Grandmother Wilma!',
  ]);
  await look('options-3-bake-sheet');
  expect(faults).toEqual([]);
});

test('are on the papers: a label for each piece with its own text, and prices for the customer', async () => {
  const id = await orderCakes(newDay(), ['Emma', 'Noah', 'Zoë'], 3, { withBread: true });
  const page = await openCounterAs(browser, stack, 'baker', `orders/${id}`);
  const print = async (name: string) => {
    await page.getByRole('button', { name: `Print ${name}` }).click();
    await page.emulateMedia({ media: 'print' });
    const papers = await page.locator('.paper').allTextContents();
    await page
      .locator('.paper')
      .first()
      .screenshot({ path: `test-output/screenshots/options-${name}.png` });
    await page.emulateMedia({ media: null });
    const widths = sizesOf(await page.pdf({ preferCSSPageSize: true }));
    await page.locator('.paper').first().waitFor({ state: 'detached' });
    return { widths, papers: papers.map((text) => text.replaceAll(/\s+/g, ' ')) };
  };
  const { papers, widths } = await print('label');
  expect(widths).toEqual([80, 80, 80, 80]);
  const [first, second, third, bag] = papers;
  for (const [label, own, others] of [
    [first, 'Emma', /Noah|Zoë/],
    [second, 'Noah', /Emma|Zoë/],
    [third, 'Zoë', /Emma|Noah/],
  ] as const) {
    expect(label).toContain(own);
    expect(label).not.toMatch(others);
    expect(label).toContain('Large · Vanilla · Cherry · Candles');
    expect(label).toContain('Contains gluten');
  }
  expect(second).toContain('2 of 3');
  expect(bag).toContain('Masala Khari');
  expect(bag).not.toContain('Birthday Cake');

  const [slip] = (await print('packing slip')).papers;
  for (const text of ['Large · Vanilla', '1. Emma', '2. Noah', '3. Zoë']) {
    expect(slip).toContain(text);
  }
  const [paper] = (await print('order')).papers;
  for (const text of ['Large +₹400 each', 'Cherry +₹50 each', 'Candles +₹25 each', '2. Noah']) {
    expect(paper).toContain(text);
  }
});

test('are on the bake sheet for a receipt printer', async () => {
  const day = newDay();
  const id = await orderCakes(day, ['Emma', 'Noah']);
  const page = await openCounterAs(browser, stack, 'baker', `bake-sheet/${day}`);
  await page.locator('.sheet-inscriptions').waitFor();
  await page.getByRole('button', { name: 'Print on 80 mm' }).click();
  const paper = ((await page.locator('.paper').textContent()) ?? '').replaceAll(/\s+/g, ' ');
  expect(paper).toContain('2× Large · Vanilla · Cherry');
  expect(paper).toMatch(new RegExp(`Noah Large · Vanilla · Cherry · 10:00 am · Order ${id}`));
});

test('find the order by what is written on the cake', async () => {
  const id = await orderCakes(newDay(), ['Emma', 'Bartholomew']);
  const page = await openCounterAs(browser, stack, 'baker', 'orders?q=Bartholomew');
  await page.locator(`.ticket[data-order="${id}"]`).getByText('Bartholomew').waitFor();
});

test('are in the report, with a table for each group', async () => {
  await orderCakes(newDay(), ['Emma', 'Noah']);
  for (const viewport of screens) {
    const page = await openCounterAs(browser, stack, 'manager', 'dashboard?by=order&period=today', {
      viewport,
      reducedMotion: 'reduce',
    });
    const sizes = page.getByRole('table', { name: 'Size' });
    await sizes.waitFor();
    expect(await sizes.locator('thead th').allTextContents()).toEqual([
      'Option',
      'Units',
      'Surcharges',
      'Revenue',
    ]);
    expect(await sizes.locator('tbody th').first().innerText()).toBe('Large');
    const others = page.getByRole('table', { name: 'Further options' });
    expect((await others.locator('tbody th').allInnerTexts()).toSorted()).toEqual([
      'Candles',
      'Inscription',
    ]);
    const { look, faults } = createInspection(page);
    await look('options-6-report');
    expect(faults).toEqual([]);
  }
});

test('are named in German', async () => {
  const day = newDay();
  await orderCakes(day, ['Emma', 'Noah']);
  const page = await openCounterAs(browser, stack, 'manager', `bake-sheet/${day}`);
  await page.evaluate(() => localStorage.setItem('bakery.language', '"de"'));
  await page.reload();
  await page.getByRole('list', { name: 'Nach Optionen' }).getByText('Large').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await enter(page, 'new-order');
  await page.getByRole('button', { name: /^Birthday Cake/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Birthday Cake' });
  await dialog.getByText('Tasten 1–9 wählen').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Zur Bestellung' }).click();
  await page.getByRole('button', { name: 'Optionen ändern: Birthday Cake' }).waitFor();
});

test('are not in any log', async () => {
  await orderCakes(newDay(), ['Rumpelstiltskin']);
  expect(await readStackOutput()).not.toContain('Rumpelstiltskin');
});

describe('a new order', () => {
  const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Birthday Cake' });
  async function openDialog(page: Page) {
    await page.getByPlaceholder('Search products (Enter adds the first)').fill('birthday');
    await page.keyboard.press('Enter');
    await dialogOf(page).waitFor();
  }
  const openNewOrder = async (device: object = {}) => {
    const page = await openCounterAs(browser, stack, 'baker', 'new-order', device);
    await page.getByRole('button', { name: /^Birthday Cake/ }).waitFor();
    return page;
  };
  const place = (page: Page) => page.getByRole('button', { name: 'Place order' }).click();
  const isPlaced = (page: Page) => page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();

  test('with options is taken by the keyboard alone', async () => {
    const page = await openNewOrder();
    await openDialog(page);
    const dialog = dialogOf(page);
    // Large, vanilla, cherry.
    for (const key of ['2', '1', '1']) await typeByHand(page, key);
    await dialog.getByText('₹1,650').waitFor();
    await tabTo(dialog.getByLabel('Inscription', { exact: true }));
    await typeByHand(page, 'Emma');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const line = page.locator('.draft .lines li').first();
    expect(await line.locator('.line-choices').textContent()).toBe('Large · Vanilla · Cherry');
    expect(await line.locator('q').textContent()).toBe('Emma');
    expect(await line.locator('.price').textContent()).toBe('₹1,750');
    await page.locator('input[type=search]:focus').waitFor();
    await tabTo(page.getByRole('button', { name: 'Place order' }));
    await page.keyboard.press('Enter');
    await isPlaced(page);
    expect(await page.locator('.order-lines .line-choices').textContent()).toBe(
      'Large · Vanilla · Cherry',
    );
    expect(await textsOf(page, '.order-lines')).toEqual(['Emma']);
    await page.locator('.total').getByText('₹1,750').waitFor();
  });

  test('adds up equal choices, and changes those of a line', async () => {
    const page = await openNewOrder();
    const lines = page.locator('.draft .lines > li');
    for (const size of ['Large', 'Large', 'Small']) {
      await openDialog(page);
      await dialogOf(page).getByLabel(size).check();
      await page.keyboard.press('Enter');
      await dialogOf(page).waitFor({ state: 'detached' });
    }
    expect(await lines.count()).toBe(2);
    await page.getByRole('button', { name: 'Change options: Birthday Cake' }).last().click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('Large').check();
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await lines.nth(1).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Quantity: Birthday Cake').inputValue()).toBe('3');
    expect(await page.locator('.draft-foot .total').textContent()).toContain('₹4,800');
  });

  test('asks for a text for each of more pieces', async () => {
    const page = await openNewOrder();
    await openDialog(page);
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: 'One Birthday Cake more' }).click();
    await dialog.getByLabel('A different text for each piece').check();
    await dialog.getByLabel('Piece 1').fill('Emma');
    await dialog.getByRole('button', { name: 'Add to order' }).click();
    await dialog.getByText('Please enter a text for each piece.').waitFor();
    await dialog.getByLabel('Piece 2').fill('Noah');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'One Birthday Cake more' }).click();
    await dialogOf(page).getByLabel('Piece 3').fill('Zoë');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await textsOf(page, '.draft')).toEqual(['1. Emma', '2. Noah', '3. Zoë']);
    await place(page);
    await isPlaced(page);
    expect(await textsOf(page, '.order-lines')).toEqual(['1. Emma', '2. Noah', '3. Zoë']);
  });

  test('says which options are gone, and which prices have changed', async () => {
    const page = await openNewOrder();
    await openDialog(page);
    await dialogOf(page).getByLabel('Chocolate').check();
    await page.keyboard.press('Enter');
    await database.query(`update options set sold_out = true where name = 'Chocolate'`);
    await place(page);
    await page
      .getByText('Birthday Cake: An option is no longer available. Please choose again.')
      .waitFor();
    await page.locator('.draft .tag').getByText('Choose the options again.').waitFor();
    await place(page);
    await page.getByText('Birthday Cake: Choose the options again.').waitFor();
    await page.getByRole('button', { name: 'Change options: Birthday Cake' }).click();
    await dialogOf(page).getByLabel('Vanilla').check();
    await page.keyboard.press('Enter');
    await database.query(`update options set price_minor = 100 where name = 'Vanilla'`);
    await place(page);
    await page.getByText('A price has changed. Please check the total.').waitFor();
    await page.locator('.draft-foot .total').getByText('₹1,201').waitFor();
    await place(page);
    await isPlaced(page);
    await database.query(
      `update options set sold_out = false, price_minor = 0 where name in ('Chocolate', 'Vanilla')`,
    );
  });

  test.each(screens)('is legible at $width pixels in light and dark mode', async (viewport) => {
    const page = await openNewOrder({ viewport, reducedMotion: 'reduce' });
    const { look, faults } = createInspection(page);
    await page.getByRole('button', { name: /^Birthday Cake/ }).click();
    const dialog = dialogOf(page);
    await dialog.waitFor();
    await dialog.getByLabel('Cherry').check();
    await dialog.getByLabel('Inscription', { exact: true }).fill('Happy birthday, dear Emma');
    await look('options-4-dialog');
    await dialog.getByRole('button', { name: 'Add to order' }).click();
    await dialog.waitFor({ state: 'detached' });
    const view = page.getByRole('button', { name: 'View order' });
    if (await view.isVisible()) await view.click();
    await page.locator('.draft q').waitFor();
    await look('options-5-new-order');
    expect(faults).toEqual([]);
  });
});

/** Orders a large cake with cherries and candles for each text. @returns the number of the order */
async function orderCakes(
  day: LocalDate,
  texts: readonly string[],
  quantity = texts.length,
  { withBread = false } = {},
): Promise<number> {
  const customer = newShopClient(stack.apiUrl);
  const { status, body } = await customer.post('/order', {
    lines: [
      {
        product_id: cake,
        quantity,
        options: [
          { option_id: options.candles },
          { option_id: options.text, texts },
          { option_id: options.cherry },
          { option_id: options.vanilla },
          { option_id: options.large },
        ],
      },
      ...(withBread ? [{ product_id: khari, quantity: 2 }] : []),
    ],
    customer: { name: 'Priya' },
    pickup_at: `${day}T10:00:00+05:30`,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  const { order_id: id } = placeOrderResponse.parse(body);
  await eventually(async () => {
    const { rows } = await database.query('select status from orders where id = $1', [id]);
    expect(rows).toEqual([{ status: 'Processing' }]);
  });
  return id;
}

/** The numbers and texts of inscriptions. */
async function textsOf(page: Page, place: string, order?: number): Promise<string[]> {
  const one = order === undefined ? place : `${place}[data-order="${order}"]`;
  const texts = await page.locator(`${one} .inscriptions li`).allTextContents();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

function enter(page: Page, view: string) {
  return page.evaluate((hash) => (location.hash = hash), `#/${view}`);
}

let days = 3;
/** A day with orders of one test only. */
function newDay(): LocalDate {
  return addDays(dateAt(new Date(), 'Asia/Kolkata'), days++);
}
