import pg from 'pg';
import type { Browser } from 'playwright-core';
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

test('who was signed out elsewhere is asked to sign in again', async () => {
  const page = await openCounter(browser, stack);
  await signIn(page, 'baker');
  await page.getByText('baker · baker').waitFor();
  await database.query('delete from staff_sessions');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
