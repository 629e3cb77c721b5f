/** Bakers type the totals of daily products down a column, and close the day. */
import type { Page } from 'playwright-core';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { openCounterAs, phone } from '../support/pages.ts';
import { replaceDailyProducts } from '../support/planned-products.ts';
import { createInspection, screens } from '../support/screens.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

const today = dateAt(new Date(), 'Asia/Kolkata');
let ids: Record<string, number>;

beforeEach(async () => {
  await database.query('delete from day_books');
  ids = await replaceDailyProducts(database, ['Book Roll', 'Book Bun', 'Book Pretzel']);
});

const openBooks = (options = {}, address = 'stock/daily') =>
  openCounterAs(browser, stack, 'baker', address, {
    viewport: { width: 1280, height: 800 },
    ...options,
  });
const cell = (page: Page, name: string, column: string) => page.getByLabel(`${name}: ${column}`);
const rowOf = (page: Page, name: string) => page.getByRole('row', { name });
const isSaved = (page: Page) => page.getByText('All saved').waitFor();

async function bookOf(name: string, date = today) {
  const { rows } = await database.query<object>(
    `select sold, wasted, baked, reserve_released from day_books where product_id = $1 and date = $2`,
    [ids[name], date],
  );
  return rows[0];
}

test('what was baked is typed down one column, and the plan follows with one tap', async () => {
  const page = await openBooks();
  await cell(page, 'Book Roll', 'Baked').focus();
  for (const units of ['24', '20', '18']) {
    await page.keyboard.type(units);
    await page.keyboard.press('Enter');
  }
  await isSaved(page);
  expect(await bookOf('Book Roll')).toMatchObject({ baked: 24 });
  expect(await bookOf('Book Bun')).toMatchObject({ baked: 20 });
  expect(await bookOf('Book Pretzel')).toMatchObject({ baked: 18 });
  await page.getByRole('button', { name: 'Set the plan to 24: Book Roll' }).click();
  await page.getByText('The plan of Book Roll is 24 now.').waitFor();
  const { rows } = await database.query(
    'select units, reserve from product_dates where product_id = $1 and date = $2',
    [ids['Book Roll'], today],
  );
  expect(rows).toEqual([{ units: 24, reserve: 5 }]);
  expect(await page.getByRole('button', { name: 'Set the plan to 20' }).count()).toBe(0);
});

test('sales and waste change what is left, and a wrong number is not saved', async () => {
  const page = await openBooks();
  await cell(page, 'Book Roll', 'Sold').fill('7');
  await cell(page, 'Book Roll', 'Wasted').fill('2');
  await page.keyboard.press('Enter');
  await isSaved(page);
  await rowOf(page, 'Book Roll').getByRole('cell', { name: '11', exact: true }).waitFor();
  await cell(page, 'Book Bun', 'Sold').fill('25');
  await page.keyboard.press('Enter');
  await page.getByText('short by 5').waitFor();
  await cell(page, 'Book Bun', 'Sold').fill('x');
  await page.keyboard.press('Enter');
  await page.getByText('Enter a whole number from 0 to 100,000.').waitFor();
  expect(await bookOf('Book Bun')).toMatchObject({ sold: 25 });
  await cell(page, 'Book Bun', 'Sold').press('Escape');
  expect(await cell(page, 'Book Bun', 'Sold').inputValue()).toBe('25');
});

test('a total that another tablet has saved is shown, and staff decide', async () => {
  const [first, second] = [await openBooks(), await openBooks()];
  const sold = (page: Page) => cell(page, 'Book Roll', 'Sold');
  await sold(second).waitFor();
  await sold(first).fill('5');
  await first.keyboard.press('Enter');
  await isSaved(first);
  await sold(second).fill('3');
  await second.keyboard.press('Enter');
  await second.getByText('Another device has saved 5.').waitFor();
  await second.getByText('1 number is not saved').waitFor();
  expect(await sold(second).inputValue()).toBe('3');
  expect(await bookOf('Book Roll')).toMatchObject({ sold: 5 });
  await sold(second).fill('8');
  await second.keyboard.press('Enter');
  await isSaved(second);
  expect(await bookOf('Book Roll')).toMatchObject({ sold: 8 });

  await sold(first).fill('6');
  await first.keyboard.press('Enter');
  await first.getByText('Another device has saved 8.').waitFor();
  await sold(first).fill('8');
  await first.keyboard.press('Enter');
  await isSaved(first);
  expect(await bookOf('Book Roll')).toMatchObject({ sold: 8 });
});

test('the reserve is released for online orders, and kept again', async () => {
  const page = await openBooks();
  await page.getByRole('button', { name: 'Release: Book Roll' }).click();
  await page.getByText('Reserve released').waitFor();
  expect(await bookOf('Book Roll')).toMatchObject({ reserve_released: true });
  await page.getByRole('button', { name: 'Keep again: Book Roll' }).click();
  await eventually(async () =>
    expect(await bookOf('Book Roll')).toMatchObject({ reserve_released: false }),
  );
});

test('at closing the rest is waste after a question that lists it, and can be undone', async () => {
  const page = await openBooks();
  await cell(page, 'Book Roll', 'Sold').fill('17');
  await cell(page, 'Book Bun', 'Wasted').fill('20');
  await page.keyboard.press('Enter');
  await isSaved(page);
  await page.getByRole('button', { name: 'The rest is waste' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Book Roll: 3').waitFor();
  expect(await dialog.getByText('Book Bun').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await bookOf('Book Pretzel')).toBeUndefined();
  await page.getByRole('button', { name: 'The rest is waste' }).click();
  await dialog.getByRole('button', { name: 'Record as waste' }).click();
  await page.getByText('23 pieces recorded as waste.').waitFor();
  expect(await bookOf('Book Roll')).toMatchObject({ sold: 17, wasted: 3 });
  expect(await bookOf('Book Pretzel')).toMatchObject({ wasted: 20 });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The rest is no longer recorded as waste.').waitFor();
  expect(await bookOf('Book Roll')).toMatchObject({ wasted: 0 });
  expect(await bookOf('Book Bun')).toMatchObject({ wasted: 20 });
});

test('the changes of a product are listed with their actor', async () => {
  const page = await openBooks();
  await cell(page, 'Book Roll', 'Wasted').fill('4');
  await page.keyboard.press('Enter');
  await isSaved(page);
  await page.getByRole('button', { name: 'Changes: Book Roll' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Wasted: 0 → 4').waitFor();
  expect(await dialog.getByText('· baker').count()).toBe(1);
});

test('of tomorrow, only what was baked can be typed', async () => {
  const page = await openBooks({}, `stock/daily?day=${addDays(today, 1)}`);
  await cell(page, 'Book Roll', 'Baked').fill('9');
  await page.keyboard.press('Enter');
  await isSaved(page);
  expect(await bookOf('Book Roll', addDays(today, 1))).toMatchObject({ baked: 9 });
  expect(await cell(page, 'Book Roll', 'Wasted').isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'The rest is waste' }).count()).toBe(0);
});

test('the list is readable and tappable on every screen', async () => {
  await database.query(
    `insert into day_books (product_id, date, sold, wasted, baked) values ($1, $3, 22, 1, 24), ($2, $3, 3, 0, null)`,
    [ids['Book Roll'], ids['Book Bun'], today],
  );
  await database.query('update products set name = $2 where id = $1', [
    ids['Book Pretzel'],
    'Whole grain spelt croissant with almonds',
  ]);
  for (const viewport of screens) {
    const page = await openBooks({ viewport, ...(viewport.width < 500 && phone) });
    await cell(page, 'Book Roll', 'Baked').waitFor();
    const inspection = createInspection(page);
    await inspection.look('day-books');
    expect(inspection.faults).toEqual([]);
    await page.close();
  }
});
