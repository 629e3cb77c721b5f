/** Bakers plan the days in a table, by keyboard. */
import type { Page } from 'playwright-core';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { holdNextLoad, openCounterAs, phone } from '../support/pages.ts';
import { nameOfDay, replaceDailyProducts } from '../support/planned-products.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

const today = dateAt(new Date(), 'Asia/Kolkata');
const [first, second] = [addDays(today, 2), addDays(today, 3)];

let ids: Record<string, number>;

beforeEach(async () => {
  await database.query('delete from baking_days');
  ids = await replaceDailyProducts(database, ['Plan Roll', 'Plan Bun']);
});

const openPlan = (options = {}, address = 'plan') =>
  openCounterAs(browser, stack, 'baker', address, {
    viewport: { width: 1280, height: 800 },
    ...options,
  });
const cell = (page: Page, name: string, date: string, part = 'Planned') =>
  page.getByLabel(`${name}, ${nameOfDay(date)}: ${part}`);
const isSaved = (page: Page) => page.getByText('All saved').waitFor();

async function planOf(name: string, date: string) {
  const { rows } = await database.query<{ units: number; reserve: number }>(
    'select units, reserve from product_dates where product_id = $1 and date = $2',
    [ids[name], date],
  );
  return rows[0];
}

test('numbers are typed with the keyboard alone, and an emptied cell follows its weekday again', async () => {
  const page = await openPlan();
  await cell(page, 'Plan Roll', first).focus();
  await page.keyboard.type('31');
  await page.keyboard.press('Enter');
  await page.keyboard.type('32');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('99');
  await page.keyboard.press('Escape');
  await isSaved(page);
  expect(await planOf('Plan Roll', first)).toEqual({ units: 31, reserve: 5 });
  expect(await planOf('Plan Bun', first)).toEqual({ units: 32, reserve: 5 });
  // A plan below its reserve lowers the reserve.
  expect(await planOf('Plan Bun', second)).toEqual({ units: 3, reserve: 3 });
  const next = cell(page, 'Plan Roll', addDays(second, 1));
  expect(await next.inputValue()).toBe('20');
  expect(await next.evaluate((field) => field === document.activeElement)).toBe(true);

  await cell(page, 'Plan Roll', first).fill('');
  await page.keyboard.press('Enter');
  await isSaved(page);
  expect(await planOf('Plan Roll', first)).toBeUndefined();
  await eventually(async () =>
    expect(await cell(page, 'Plan Roll', first).inputValue()).toBe('20'),
  );
});

test('a number below what is ordered says how much is missing, and a wrong one is not saved', async () => {
  await database.query(
    'insert into baking_days (product_id, date, units_taken) values ($1, $2, 7)',
    [ids['Plan Roll'], first],
  );
  const page = await openPlan();
  const field = cell(page, 'Plan Roll', first);
  await field.fill('4');
  await field.press('Enter');
  await page.getByText('short by 3', { exact: true }).waitFor();
  await field.fill('many');
  await field.press('Enter');
  await page.getByText('1 number is not saved').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await planOf('Plan Roll', first)).toEqual({ units: 4, reserve: 4 });
  await field.press('Escape');
  expect(await field.inputValue()).toBe('4');
});

test('a number that another tablet has saved is shown, and staff decide', async () => {
  const [one, other] = [await openPlan(), await openPlan()];
  const field = (page: Page) => cell(page, 'Plan Roll', first);
  await field(other).waitFor();
  await field(one).fill('31');
  await one.keyboard.press('Enter');
  await isSaved(one);
  await field(other).fill('12');
  await other.keyboard.press('Enter');
  await other.locator('.plan-fault', { hasText: 'Another device has saved 31.' }).waitFor();
  expect(await field(other).inputValue()).toBe('12');
  expect(await planOf('Plan Roll', first)).toEqual({ units: 31, reserve: 5 });
  await other.getByRole('button', { name: 'Try again' }).click();
  await isSaved(other);
  expect(await planOf('Plan Roll', first)).toEqual({ units: 12, reserve: 5 });

  await field(one).fill('');
  await one.keyboard.press('Enter');
  await one.locator('.plan-fault', { hasText: 'Another device has saved 12.' }).waitFor();
  expect(await planOf('Plan Roll', first)).toEqual({ units: 12, reserve: 5 });
});

test('a number that could not be sent stays in its cell until it is sent again', async () => {
  const page = await openPlan();
  await page.route('**/plan/*', (route) => route.abort());
  await cell(page, 'Plan Bun', first).fill('8');
  await page.keyboard.press('Enter');
  await page.getByText('1 number is not saved').waitFor();
  await page.unroute('**/plan/*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await isSaved(page);
  expect(await planOf('Plan Bun', first)).toEqual({ units: 8, reserve: 5 });
});

test('a number and its reserve are typed one after the other, while the first is being saved', async () => {
  const page = await openPlan();
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/plan/*', async (route) => {
    await isReleased;
    await route.continue();
  });
  await cell(page, 'Plan Roll', first).fill('40');
  await page.keyboard.press('Enter');
  await cell(page, 'Plan Bun', first).fill('41');
  await page.keyboard.press('Enter');
  await cell(page, 'Plan Bun', first).fill('20');
  await page.getByRole('button', { name: 'Reserve' }).click();
  await cell(page, 'Plan Roll', first, 'Reserve').fill('9');
  await page.keyboard.press('Enter');
  await page.getByText('Saving …').waitFor();
  release();
  await isSaved(page);
  expect(await planOf('Plan Roll', first)).toEqual({ units: 40, reserve: 9 });
  expect(await planOf('Plan Bun', first)).toEqual({ units: 20, reserve: 5 });
});

test('a number that is typed right after a reset is saved', async () => {
  await database.query('insert into product_dates values ($1, $2, 7, 2)', [
    ids['Plan Roll'],
    first,
  ]);
  const page = await openPlan();
  const [field, reserve] = [
    cell(page, 'Plan Roll', first),
    cell(page, 'Plan Roll', first, 'Reserve'),
  ];
  await field.waitFor();
  const load = await holdNextLoad(page, '**/api/staff/plan?*');
  await page
    .getByRole('button', { name: `As its weekday: Plan Roll, ${nameOfDay(first)}` })
    .click();
  await load.isHeld;
  expect(await field.inputValue()).toBe('20');
  await page.getByRole('button', { name: 'Reserve' }).click();
  await reserve.fill('6');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Planned' }).click();
  await field.fill('12');
  await page.keyboard.press('Enter');
  load.release();
  await isSaved(page);
  expect(await planOf('Plan Roll', first)).toEqual({ units: 12, reserve: 6 });
});

test('a phone shows one day, with its special hours', async () => {
  await database.query(
    `insert into closures (date, message) values ($1, 'Fair') on conflict do nothing`,
    [first],
  );
  const page = await openPlan(phone);
  await page.locator('.day-tile', { hasText: 'closed' }).click();
  await page.getByText('Fair: closed').waitFor();
  await cell(page, 'Plan Bun', first).fill('2');
  await page.keyboard.press('Enter');
  await isSaved(page);
  expect(await planOf('Plan Bun', first)).toEqual({ units: 2, reserve: 2 });
  await database.query('delete from closures');
});

test('a day and a week are copied, and the copy can be undone', async () => {
  await database.query(
    `insert into product_dates (product_id, date, units, reserve) values ($1, $2, 33, 3), ($1, $3, 44, 4)`,
    [ids['Plan Roll'], first, second],
  );
  const page = await openPlan();
  await page.getByRole('button', { name: `Copy ${nameOfDay(first)} to other days` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(nameOfDay(second)).check();
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  // The bun has the same number on both days.
  await page.getByText('1 number copied.').waitFor();
  expect(await planOf('Plan Roll', second)).toEqual({ units: 33, reserve: 3 });
  expect(await planOf('Plan Bun', second)).toBeUndefined();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The copy is undone.').waitFor();
  expect(await planOf('Plan Roll', second)).toEqual({ units: 44, reserve: 4 });

  await page.getByRole('button', { name: 'Copy to the next week' }).first().click();
  await page.getByText('2 numbers copied.').waitFor();
  expect(await planOf('Plan Roll', addDays(second, 7))).toEqual({ units: 44, reserve: 4 });
  expect(await planOf('Plan Bun', addDays(second, 7))).toBeUndefined();
});

test('the pools are below the products, with what plans and orders take of them', async () => {
  await database.query(
    `with pool as (
       insert into pools (name, name_key, unit) values ('Deck oven', 'deck oven', 'trays') returning id
     ), weekdays as (
       insert into pool_weekdays (pool_id, weekday, units)
       select id, weekday, 100 from pool, generate_series(1, 7) weekday
     )
     insert into product_pools (product_id, pool_id, weight) select $1, id, 2 from pool`,
    [ids['Plan Roll']],
  );
  const page = await openPlan();
  const oven = cell(page, 'Deck oven (trays)', first);
  const about = async () =>
    page.locator(`#${(await oven.getAttribute('aria-describedby')) ?? ''}`).textContent();
  expect(await about()).toContain('40 taken, 60 left.');
  await cell(page, 'Plan Roll', first).fill('60');
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await about()).toContain('short by 20'));
  await oven.fill('130');
  await oven.press('Enter');
  await eventually(async () => expect(await about()).toContain('120 taken, 10 left.'));
  await oven.fill('');
  await oven.press('Enter');
  await eventually(async () => expect(await oven.inputValue()).toBe('100'));
});

test('the bake sheet has what is planned and what is ordered, and it and the board name the special day', async () => {
  await database.query(
    `insert into closures (date, message, hours) values ($1, 'Fair', '[{"from":"09:00","to":"18:00"}]')`,
    [second],
  );
  const placed = await fetch(`${stack.apiUrl}/order`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      product_id: ids['Plan Roll'],
      quantity: 7,
      pickup_at: `${second}T12:00:00+05:30`,
    }),
  });
  expect(placed.status).toBe(201);
  const page = await openPlan({}, `bake-sheet/${second}`);
  const roll = page.locator(`[data-product="${ids['Plan Roll']}"]`);
  await roll.getByText('7 ordered').waitFor();
  expect(await roll.locator('.sheet-units').textContent()).toBe('20');
  await page.getByText(/^Fair: 9:00/).waitFor();

  await database.query(
    'insert into product_dates (product_id, date, units, reserve) values ($1, $2, 5, 0)',
    [ids['Plan Roll'], second],
  );
  await roll.getByText('short by 2').waitFor();
  expect(await roll.locator('.sheet-units').textContent()).toBe('7');

  await page.goto(`${stack.frontendUrl}/counter#/orders?day=${second}`);
  await page.getByText(/^Fair: 9:00/).waitFor();
  await page.locator('.day-tile', { hasText: 'other hours' }).waitFor();
  await database.query('delete from closures');
});
