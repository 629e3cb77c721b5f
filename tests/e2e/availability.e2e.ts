/** When products can be ordered and how many units of them: in the shop and at the counter. */
import type { Page } from 'playwright-core';
import { type AvailabilityTerms, noLimits } from '../../shared/domain/availability.ts';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { findViolations, keepScreenshot, openCounterAs } from '../support/pages.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();
const today = dateAt(new Date(), 'Asia/Kolkata');
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

/** Loaf, croissant and cake of the demo. */
const [loaf, croissant, cake] = [2, 3, 10] as const;

afterEach(async () => {
  for (const id of [loaf, croissant, cake]) await limit(id, noLimits);
});

async function limit(id: number, availability: Partial<AvailabilityTerms>) {
  const columns = Object.keys(availability).map((column, at) => `${column} = $${at + 2}`);
  await database.query(`update products set ${columns.join(', ')} where id = $1`, [
    id,
    ...Object.values(availability),
  ]);
}

async function openShop(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(stack.frontendUrl);
  await page.locator('.card').first().waitFor();
  return page;
}

const cardOf = (page: Page, name: string) => page.locator('.card').filter({ hasText: name });

test('a product in steps from a minimum is added, typed and removed in quantities that an order can have', async () => {
  await limit(loaf, { min_quantity: 6, quantity_step: 3, max_quantity: 12 });
  const page = await openShop();
  const card = cardOf(page, 'Sourdough Loaf');
  await card.getByText('At least 6 per order, in steps of 3').waitFor();
  await card.getByRole('button', { name: 'Add Sourdough Loaf' }).click();
  const quantity = card.getByLabel('Quantity: Sourdough Loaf');
  const more = card.getByRole('button', { name: 'One Sourdough Loaf more' });
  const less = card.getByRole('button', { name: 'One Sourdough Loaf less' });
  expect(await quantity.inputValue()).toBe('6');
  await more.click();
  expect(await quantity.inputValue()).toBe('9');
  await quantity.fill('11');
  await quantity.press('Tab');
  expect(await quantity.inputValue()).toBe('12');
  expect(await more.isDisabled()).toBe(true);
  await page.locator('#basket').getByText('At most 12 per order').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await less.click();
  await less.click();
  await less.click();
  await card.getByRole('button', { name: 'Add Sourdough Loaf' }).waitFor();
});

test('the shop says from when and until when a product can be ordered', async () => {
  await limit(loaf, { sale_opens_at: inHours(30) });
  await limit(croissant, { season_from: addDays(today, 40) });
  await limit(cake, { sale_closes_at: inHours(30) });
  const page = await openShop();
  await cardOf(page, 'Sourdough Loaf')
    .getByText(/^Orders from \w+, \d+ \w+, \d+:\d\d [ap]m$/)
    .waitFor();
  await cardOf(page, 'Butter Croissant')
    .getByText(/^From \w+, \d+ \w+$/)
    .waitFor();
  await cardOf(page, 'Birthday Cake')
    .getByText(/^Orders until /)
    .waitFor();
  expect(await page.getByRole('button', { name: 'Add Sourdough Loaf' }).count()).toBe(0);
});

test('a basket that a new rule forbids is explained, and can be set to an allowed quantity', async () => {
  const page = await openShop();
  await page.getByRole('button', { name: 'Add Sourdough Loaf' }).click();
  await page.locator('#to-checkout').click();
  await page.locator('#place-order').waitFor();
  await limit(loaf, { min_quantity: 4, quantity_step: 2 });
  await page.locator('#place-order').click();
  await page.getByText('Sourdough Loaf: At least 4 per order.').waitFor();
  await page.locator('#basket').getByRole('button', { name: 'Set to 4' }).click();
  await page.locator('#place-order').click();
  await page.locator('#order-status').waitFor();
});

test('the checkout says until when a day can be ordered, and until when it could', async () => {
  await limit(loaf, { cut_off: '00:00', cut_off_days: 3 });
  const page = await openShop();
  await page.getByRole('button', { name: 'Add Sourdough Loaf' }).click();
  await page.locator('#to-checkout').click();
  await page.getByLabel('Choose a day and a time').check();
  await page.getByText(/^Order by \w+, \d+ \w+, 12:00 am\.$/).waitFor();
  await page.locator(`input[name=pickup-day][value="${addDays(today, 1)}"]`).check();
  await page.getByText(/^Orders for this day closed on \w+, \d+ \w+, 12:00 am\.$/).waitFor();
});

test('a manager limits a product, and a fault is shown at its field', async () => {
  const page = await openCounterAs(browser, stack, 'manager', `catalogue/${loaf}`);
  await page.getByLabel('First pickup day').fill('2026-12-24');
  await page.getByLabel('Last pickup day').fill('2026-12-01');
  await page.getByLabel('Smallest order').fill('6');
  await page.getByLabel('Sold in steps of').fill('3');
  await page.getByText('Own cut-off and sale period').click();
  await page.getByLabel('Own cut-off', { exact: true }).fill('12:00');
  await page.getByLabel('Working days before the pickup').fill('2');
  await page.getByLabel('Orders until').fill('2026-12-23T18:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Enter a day that is not before the first day, or leave empty.').waitFor();
  await page.getByLabel('Last pickup day').fill('2026-12-31');
  expect(await findViolations(page)).toEqual([]);
  await keepScreenshot(page, 'availability');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sourdough Loaf is saved.').waitFor();
  const { rows } = await database.query<object>(
    `select season_from::text, season_to::text, min_quantity, quantity_step, cut_off, cut_off_days,
       sale_closes_at = '2026-12-23T12:30:00Z' as closes_at_six from products where id = $1`,
    [loaf],
  );
  expect(rows).toEqual([
    {
      season_from: '2026-12-24',
      season_to: '2026-12-31',
      min_quantity: 6,
      quantity_step: 3,
      cut_off: '12:00',
      cut_off_days: 2,
      closes_at_six: true,
    },
  ]);
  await page.reload();
  expect(await page.getByLabel('Orders until').inputValue()).toBe('2026-12-23T18:00');
  const baker = await openCounterAs(browser, stack, 'baker', `catalogue/${loaf}`);
  await baker.getByText('Smallest order').waitFor();
});

test('staff take a product out of season with a reason', async () => {
  await limit(croissant, { season_from: addDays(today, 40) });
  const page = await openCounterAs(browser, stack, 'baker', 'new-order');
  await page
    .getByRole('button', { name: /Butter Croissant From / })
    .first()
    .click();
  await page.getByText('No pickup time is free for this order. Choose another time.').waitFor();
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.getByText(/Butter Croissant: From \w+, \d+ \w+\./).waitFor();
  await page.getByRole('button', { name: 'Choose time' }).click();
  await page.getByLabel('Reason for the exception').fill('a sample for a customer');
  await page.getByRole('button', { name: 'Place order' }).click();
  await eventually(async () => {
    const { rows } = await database.query<object>(
      `select status from orders where override_reason = 'a sample for a customer'`,
    );
    expect(rows).toEqual([{ status: 'Processing' }]);
  });
});
