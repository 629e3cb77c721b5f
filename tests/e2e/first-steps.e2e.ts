/** A bakery of its own, from the first start to the first product. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { CatalogueProduct, ChangeProductRequest } from '../../shared/contract/catalogue.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { noLimits } from '../../shared/domain/availability.ts';
import { openBrowser } from '../support/browser.ts';
import { findSmallTargets, findViolations, keepScreenshot, openCounter } from '../support/pages.ts';
import { newShopClient } from '../support/shop-client.ts';
import { type Stack, startStack } from '../support/stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hint = /There is no manager yet\.[^]*npm run create-manager -- <name>/;

let folder: string;
let stack: Stack;
let browser: Browser;
let password: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-own-'));
  [stack, browser] = await Promise.all([startOwn(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
  await rm(folder, { recursive: true });
});

function startOwn(): Promise<Stack> {
  return startStack({ env: { DEMO: 'off' }, dataFolder: join(folder, 'data') });
}

test('the first start prints the command that creates a manager', async () => {
  expect(stack.output()).toMatch(hint);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['local/embedded/create-manager.ts', 'anna'],
    { cwd: root, env: { PATH: process.env['PATH'], DATA_FOLDER: join(folder, 'data') } },
  );
  password = /has the password (\S+)/.exec(stdout)?.[1] ?? '';
});

test('facts tick the first steps, and the last one removes them', async () => {
  const page = await openCounter(browser, stack);
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
  expect(await done(page)).toEqual([]);
  const shop = `${stack.frontendUrl}/`;
  expect(await page.getByRole('link', { name: shop }).getAttribute('href')).toBe(shop);
  await page.getByRole('img', { name: 'QR code of the shop' }).waitFor();
  expect([...(await findViolations(page)), ...(await findSmallTargets(page))]).toEqual([]);
  await keepScreenshot(page, 'first-steps');

  const api = newShopClient(stack.apiUrl);
  await api.signIn('anna', password);
  const settings = (await api.get('/staff/settings')).body as Settings;
  const named = { ...settings, bakery_name: 'Korn' };
  expect((await api.put('/staff/settings', named)).status).toBe(200);
  const product = { name: 'Rye', category: 'Bread', price: 4, kind: 'shelf' };
  const { body } = await api.post('/staff/products', product);
  await page.reload();
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
  // A product without declared allergens is not on sale.
  expect(await done(page)).toEqual(['Name your bakery', 'Set the opening hours']);
  await page.getByRole('link', { name: 'New product' }).waitFor();

  const { id, version } = body as CatalogueProduct;
  const { name, category, price } = product;
  const onSale: ChangeProductRequest = {
    ...{ name, category, description: '', price, allergens: [], traces: [] },
    ...noLimits,
    ...{ lead_time_hours: 0, daily_capacity: null, batch_size: 1, active: true, version },
  };
  expect((await api.put(`/staff/products/${id}`, onSale)).status).toBe(200);
  await page.reload();
  await page.getByText(/^Today, /).waitFor();
  expect(await page.getByRole('heading', { name: 'First steps' }).count()).toBe(0);
});

test('a later start does not print the command', async () => {
  await stack.stop();
  stack = await startOwn();
  expect(stack.output()).not.toMatch(hint);
});

test('a start that ends the demo prints the command, because its manager is deactivated', async () => {
  const dataFolder = join(folder, 'demo');
  const demo = await startStack({ dataFolder });
  await demo.stop();
  expect(demo.output()).not.toMatch(hint);
  const own = await startStack({ env: { DEMO: 'off' }, dataFolder });
  await own.stop();
  expect(own.output()).toMatch(hint);
});

/** The titles of the steps that are done. */
async function done(page: Page): Promise<string[]> {
  const titles = await page.locator('.first-steps .done h3').allTextContents();
  return titles.map((title) => title.replace('(done)', '').trim());
}
