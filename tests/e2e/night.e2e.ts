/** After midnight, the day on which the opening hours of the night began is still today for staff. */
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, instantAt } from '../../shared/domain/calendar.ts';
import { openCounterAs } from '../support/pages.ts';
import { newShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';
import { zoneAtHour } from '../support/zone-at-noon.ts';

const { stack, browser, database } = await useSharedStack();

const { zone, date } = zoneAtHour(0);
const evening = addDays(date, -1);
/** "Friday, 27 November" */
const nameOf = (day: string) =>
  new Intl.DateTimeFormat('en-IN', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(day));

beforeAll(async () => {
  const late = [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: '18:00', to: '03:00' }]]);
  await database.query('update settings set time_zone = $1, opening_hours = $2', [
    zone,
    Object.fromEntries(late),
  ]);
});

test('the board opens with the orders of tonight', async () => {
  const { body } = await newShopClient(stack.apiUrl).post('/order', {
    lines: [{ product_id: 7, quantity: 2 }],
    pickup_at: instantAt(date, '02:30', zone).toISOString(),
  });
  const { order_id: id } = placeOrderResponse.parse(body);
  const page = await openCounterAs(browser, stack, 'baker');
  await page.getByRole('heading', { level: 1, name: nameOf(evening) }).waitFor();
  await page.locator('.ticket', { hasText: String(id) }).waitFor();
  const today = page.locator('.day-tiles button').first();
  expect(await today.getAttribute('aria-pressed')).toBe('true');
  expect(await today.textContent()).toContain('Today');
  expect(await page.getByLabel('Another day').inputValue()).toBe(evening);
});

test('the bake sheet opens with the evening, and names it today', async () => {
  const page = await openCounterAs(browser, stack, 'baker', 'bake-sheet');
  await page.getByRole('heading', { level: 1, name: `${nameOf(evening)} today` }).waitFor();
  await page.locator('a[aria-current=date]', { hasText: /^today$/ }).waitFor();
});

test('the plan begins with the evening', async () => {
  const page = await openCounterAs(browser, stack, 'manager', 'plan', {
    viewport: { width: 1280, height: 800 },
  });
  const current = page.locator('th.plan-day').first();
  await current.getByText('Today').waitFor();
  expect(await current.getAttribute('aria-current')).toBe('date');
});

test('the report of today is that of the evening', async () => {
  const page = await openCounterAs(browser, stack, 'manager', 'dashboard');
  const asked = page.waitForRequest(
    new RegExp(`/staff/dashboard\\?.*from=${evening}&to=${evening}`),
  );
  await page.getByText('Today', { exact: true }).filter({ visible: true }).first().click();
  await asked;
});
