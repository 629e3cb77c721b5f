/** A customer chooses the pickup day before the products. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { phone } from '../support/pages.ts';
import { nameOfDay } from '../support/planned-products.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

const today = dateAt(new Date(), 'Asia/Kolkata');
const [emptyDay, fullDay] = [addDays(today, 2), addDays(today, 4)];

beforeAll(async () => {
  await database.query(
    `with roll as (
       insert into products (name, category, price_minor, kind, is_daily, stock, allergens, allergens_declared)
       values ('Day Roll', 'Bread', 1000, 'shelf', true, 0, '{}', true) returning id
     )
     insert into product_dates (product_id, date, units, reserve) select id, $1, 3, 0 from roll`,
    [fullDay],
  );
});

async function openShop(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-IN', ...options })).newPage();
  await page.goto(stack.frontendUrl);
  await card(page).waitFor();
  return page;
}

const card = (page: Page) => page.locator('.card').filter({ hasText: 'Day Roll' });
const dayOf = (page: Page) => page.locator('.day-choice :checked').inputValue();
const chooseDay = (page: Page, date: string) =>
  page.locator(`.day-choice input[value="${date}"]`).check();

test('a product that is sold out for the chosen day leads to its first day, which the checkout opens with', async () => {
  const page = await openShop(phone);
  await chooseDay(page, emptyDay);
  await card(page)
    .getByText(`Sold out for ${nameOfDay(emptyDay)}`)
    .waitFor();
  expect(await card(page).getByRole('button', { name: 'Add' }).count()).toBe(0);
  await card(page)
    .getByText(`From ${nameOfDay(fullDay)}`)
    .click();
  const add = card(page).getByRole('button', { name: 'Add Day Roll' });
  await add.waitFor();
  expect(await dayOf(page)).toBe(fullDay);
  expect(await add.evaluate((button) => button === document.activeElement)).toBe(true);
  await card(page).getByText('Only 3 left').waitFor();

  await add.press('Enter');
  await page.getByRole('button', { name: 'View basket' }).click();
  await page.locator('#to-checkout').click();
  const days = page.locator('#pickup-days');
  expect(await days.locator(':checked').inputValue()).toBe(fullDay);
  await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().check();
  await page.reload();
  expect(await days.locator(':checked').inputValue()).toBe(fullDay);
  await page.getByLabel('As soon as possible').check();
  await page.getByRole('link', { name: 'Keep shopping' }).click();
  await card(page).waitFor();
  expect(await dayOf(page)).toBe('');
});

test('the arrow keys choose the day, and a screen reader hears how many products it has', async () => {
  const page = await openShop();
  const anyDay = page.getByRole('radiogroup', { name: 'Pickup day' }).getByLabel('Any day');
  await anyDay.focus();
  for (let day = 0; day <= 4; day++) await page.keyboard.press('ArrowRight');
  expect(await dayOf(page)).toBe(fullDay);
  await page
    .locator('#announcer')
    .getByText(new RegExp(`^${nameOfDay(fullDay)}: \\d+ products available\\.$`))
    .waitFor({ state: 'attached' });
  await page.reload();
  await card(page).getByText('Only 3 left').waitFor();
  expect(await dayOf(page)).toBe(fullDay);
});

test('a day chosen in the checkout is the day of the products', async () => {
  const page = await openShop();
  await card(page).getByRole('button', { name: 'Add Day Roll' }).click();
  await page.locator('#to-checkout').click();
  await page.getByLabel('Choose a day and a time').check();
  await page.locator(`#pickup-days input[value="${emptyDay}"]`).check();
  await page
    .locator('#basket-lines')
    .getByText(`Sold out for ${nameOfDay(emptyDay)}`)
    .waitFor();
  await page.locator(`#pickup-days input[value="${fullDay}"]`).check();
  await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().check();
  await page.locator('#basket-lines').getByText('Sold out').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Keep shopping' }).click();
  await card(page).waitFor();
  expect(await dayOf(page)).toBe(fullDay);
});
