import type { Page, Route } from 'playwright-core';
import {
  accountOf,
  chooseInAccountMenu,
  findViolations,
  keepScreenshot,
  openCounter,
  openCounterAs,
  signIn,
} from '../support/pages.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

test('staff sign in, stay signed in after a reload, and sign out', async () => {
  const page = await openCounter(browser, stack);
  await signIn(page, 'baker', 'not the password');
  await page.getByText('Wrong name or password.').waitFor();
  await signIn(page, 'baker');
  await accountOf(page, 'baker').waitFor();
  await page.reload();
  await accountOf(page, 'baker').waitFor();
  await chooseInAccountMenu(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});

describe('a view whose file is gone after an update', () => {
  const part = /\/parts\/stock-.+\.js$/;
  const stock = (page: Page) => page.getByRole('heading', { name: 'Stock', level: 1 });

  /** @param times how often the file is missing */
  async function openStock(times: number) {
    const page = await openCounter(browser, stack);
    await signIn(page, 'baker');
    await accountOf(page, 'baker').waitFor();
    const refuse = (route: Route) => route.fulfill({ status: 404 });
    if (times > 0) await page.route(part, refuse, { times });
    let loads = 0;
    page.on('load', () => loads++);
    await page.getByRole('link', { name: 'Stock' }).click();
    return { page, countLoads: () => loads };
  }

  test('reloads the page and opens', async () => {
    const { page, countLoads } = await openStock(1);
    await stock(page).waitFor();
    expect(countLoads()).toBe(1);
  });

  test('shows an error when the reload did not help, without a second reload', async () => {
    const { page, countLoads } = await openStock(1_000);
    await page.getByText('This page could not be loaded').waitFor();
    expect(countLoads()).toBe(1);
    await page.unroute(part);
    await page.getByRole('button', { name: 'Reload' }).click();
    await stock(page).waitFor();
  });

  test('shows an error at once when the server does not answer', async () => {
    const { page, countLoads } = await openStock(0);
    await stock(page).waitFor();
    await page.route('**/*', (route) => route.abort());
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('This page could not be loaded').waitFor();
    expect(countLoads()).toBe(0);
  });
});

describe('after the session has expired', () => {
  /** Lets the session expire while an order is being entered. */
  async function openHalfAnOrder() {
    const page = await openCounter(browser, stack);
    await signIn(page, 'baker');
    await page.getByRole('link', { name: 'New order' }).click();
    await page.getByRole('button', { name: 'Masala Khari' }).click();
    await page.getByLabel('Name').fill('Ravi');
    await database.query('delete from staff_sessions');
    await page.getByRole('button', { name: 'Place order' }).click();
    const question = page.getByRole('dialog', { name: 'Your session has ended' });
    await question.getByText('Sign in again as baker to go on').waitFor();
    return { page, question };
  }

  test('the same person signs in and continues with unsaved input', async () => {
    const { page, question } = await openHalfAnOrder();
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, 'session-ended');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await question.getByLabel('Password').fill('not the password');
    await page.keyboard.press('Enter');
    await question.getByText('Wrong name or password.').waitFor();
    await question.getByLabel('Password').fill('croissants-for-everybody');
    await page.keyboard.press('Enter');
    // Requests that were refused without a session are sent again.
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
    await page.getByText('Ravi').waitFor();
  });

  test('another person signs in and gets an empty page', async () => {
    const { page, question } = await openHalfAnOrder();
    await question.getByLabel('Name').fill('manager');
    await question.getByLabel('Password').fill('croissants-for-everybody');
    await page.keyboard.press('Enter');
    await accountOf(page, 'manager').waitFor();
    await page.getByText('Tap a product to start.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('');
    expect(await countOrdersOf('manager')).toBe(0);
  });

  async function countOrdersOf(name: string): Promise<number> {
    const { rows } = await database.query<{ count: number }>(
      'select count(*)::int from orders where placed_by = $1',
      [`staff:${name}`],
    );
    return rows[0]?.count ?? 0;
  }
});

test('a failed sign-out says that the session is still open', async () => {
  const page = await openCounter(browser, stack);
  await signIn(page, 'baker');
  await page.locator('.board-head').first().waitFor();
  await page.route('**/api/staff/session', (route) => route.abort());
  await chooseInAccountMenu(page, 'Sign out');
  await page.getByText('You are still signed in.').waitFor();
  expect(await page.locator('.board-head').first().isVisible()).toBe(true);
  await page.unroute('**/api/staff/session');
  await chooseInAccountMenu(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});

test.each([
  ['bake-sheet/2026-99-99', /^Bake sheet/],
  ['bake-sheet/2026-02-30', /^Bake sheet/],
  ['bake-sheet/0000-01-01', /^Bake sheet/],
  ['bake-sheet/%E0%A4%A', /^Bake sheet/],
  ['bake-sheet/275760-09-14', /^Bake sheet/],
  ['nowhere/at/all', /\d/],
  ['%', /\d/],
])('the invalid address #/%s opens a working view', async (address, title) => {
  const page = await openCounterAs(browser, stack, 'baker', 'stock');
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.evaluate((hash) => (location.hash = hash), `#/${address}`);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('link', { name: 'Stock' }).click();
  await page.locator('.shelf-product').first().waitFor();
  expect(faults).toEqual([]);
});

test.each(['1e2', '0', '-1', '2147483648', '99999999999', 'x', '%00'])(
  'the invalid order address #/orders/%s shows an error',
  async (id) => {
    const page = await openCounterAs(browser, stack, 'baker', `orders/${id}`);
    await page.getByText('There is no order').waitFor();
  },
);

describe('with the keyboard', () => {
  test('the skip link moves to the content and stays in the view', async () => {
    const page = await openCounterAs(browser, stack, 'baker', 'stock');
    await page.locator('.shelf-product').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('view');
    expect(new URL(page.url()).hash).toBe('#/stock');
    await page.keyboard.press('Tab');
    const isInside = `document.getElementById('view').contains(document.activeElement)`;
    expect(await page.evaluate(isInside)).toBe(true);
  });

  test('an opened view moves the focus to its title, or to the search field of a new order', async () => {
    const page = await openCounterAs(browser, stack, 'manager', 'stock');
    for (const [link, title] of [
      ['Orders', /^\w+,? \d/],
      ['Bake sheet', /^\s*Bake sheet/],
      ['Products', /^Products$/],
      ['Settings', /^Settings$/],
      ['Staff', /^Staff$/],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).press('Enter');
      await page.locator('h1:focus', { hasText: title }).waitFor();
    }
    await page.getByRole('link', { name: 'New order' }).press('Enter');
    await page.locator('input[type=search]:focus').waitFor();
  });

  function focused(page: Page): Promise<string | undefined> {
    return page.evaluate(() => document.activeElement?.id);
  }
});
