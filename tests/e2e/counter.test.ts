import pg from 'pg';
import type { Browser, Page, Route } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { openCounter, signIn } from '../support/pages.ts';
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

test('staff sign in, stay signed in after a reload, and sign out', async () => {
  const page = await openCounter(browser, stack);
  await signIn(page, 'baker', 'not the password');
  await page.getByText('Wrong name or password.').waitFor();
  await signIn(page, 'baker');
  await page.getByText('baker · baker').waitFor();
  await page.reload();
  await page.getByText('baker · baker').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});

describe('a view whose part is gone', () => {
  const part = /\/parts\/stock-.+\.js$/;
  const stock = (page: Page) => page.getByRole('heading', { name: 'Stock', level: 1 });

  /** @param times that the part is not there */
  async function openStock(times: number) {
    const page = await openCounter(browser, stack);
    await signIn(page, 'baker');
    await page.getByText('baker · baker').waitFor();
    const refuse = (route: Route) => route.fulfill({ status: 404 });
    if (times > 0) await page.route(part, refuse, { times });
    let loads = 0;
    page.on('load', () => loads++);
    await page.getByRole('link', { name: 'Stock' }).click();
    return { page, countLoads: () => loads };
  }

  test('opens the page anew, where it is there again', async () => {
    const { page, countLoads } = await openStock(1);
    await stock(page).waitFor();
    expect(countLoads()).toBe(1);
  });

  test('says so when that was of no use, and does it no second time', async () => {
    const { page, countLoads } = await openStock(1_000);
    await page.getByText('This view could not be loaded').waitFor();
    expect(countLoads()).toBe(1);
    await page.unroute(part);
    await page.getByRole('button', { name: 'Open anew' }).click();
    await stock(page).waitFor();
  });

  test('says so at once where the server is gone, too', async () => {
    const { page, countLoads } = await openStock(0);
    await stock(page).waitFor();
    await page.route('**/*', (route) => route.abort());
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByText('This view could not be loaded').waitFor();
    expect(countLoads()).toBe(0);
  });
});

test('who was signed out elsewhere is asked to sign in again', async () => {
  const page = await openCounter(browser, stack);
  await signIn(page, 'baker');
  await page.getByText('baker · baker').waitFor();
  await database.query('delete from staff_sessions');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
