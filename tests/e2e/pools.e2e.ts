/** Pools at the counter: created, used by products, short on a day. */
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { holdNextLoad, openCounterAs } from '../support/pages.ts';
import { createInspection, screens } from '../support/screens.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const timeZone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), timeZone), 5);

const { stack, browser, database } = await useSharedStack();
/** Two made-to-order products of the demo. */
let cake: { id: number; name: string };
let other: { id: number; name: string };
let api: ShopClient;

beforeAll(async () => {
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
  const { rows } = await database.query<{ id: number; name: string }>(
    `update products set daily_capacity = null, lead_time_hours = 0
     where supply = 'made_to_order' and active returning id, name`,
  );
  const [first, second] = rows.toSorted((a, b) => a.id - b.id);
  if (!first || !second) throw new Error('The demo has no two made-to-order products');
  [cake, other] = [first, second];
});

const open = (view: string, role: 'manager' | 'baker' = 'manager') =>
  openCounterAs(browser, stack, role, view);

test('a manager creates a pool, and the name of another pool is refused', async () => {
  const page = await open('pools');
  const create = async (name: string) => {
    await page.getByRole('button', { name: 'New pool' }).click();
    await page.getByLabel('Name', { exact: true }).first().fill(name);
    await page.getByLabel('Counted in').first().fill('trays');
    for (const field of await page.getByLabel(/^Capacity, /).all()) {
      if ((await field.inputValue()) === '') await field.fill('10');
    }
    await page.getByRole('button', { name: 'Create pool' }).click();
  };
  await create('Proofer');
  await page.getByText('Proofer is created. Choose it on the pages of its products.').waitFor();
  await create('proofer');
  await page.getByText('Another pool has this name.').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Proofer' }).waitFor();
});

test('products use the pool with their weights', async () => {
  for (const [{ id }, weight] of [
    [cake, '3'],
    [other, '2'],
  ] as const) {
    const page = await open(`catalogue/${id}`);
    const field = page.getByLabel('Proofer, in trays');
    await field.fill('0');
    await page.getByRole('button', { name: 'Save pools' }).click();
    await page.getByText('Enter a whole number from 1 to 10,000, or leave empty.').waitFor();
    await field.fill(weight);
    await page.getByRole('button', { name: 'Save pools' }).click();
    await page.getByText('Pools saved.').waitFor();
    // The form of the product knows the new version.
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('is saved.').waitFor();
  }
  const page = await open('pools', 'baker');
  const pool = page.locator('.pool', { hasText: 'Proofer' });
  await pool.getByRole('link', { name: cake.name }).waitFor();
  await pool.getByRole('heading', { name: 'Products, in trays' }).waitFor();
  await pool.getByText('3 each').waitFor();
});

test('a made-to-order product has a limit of its own on a weekday', async () => {
  const page = await open(`catalogue/${cake.id}`);
  await page.getByLabel('Sunday, At most').fill('7');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await page.getByText('Limits saved.').waitFor();
  await page.reload();
  await eventually(async () => {
    const fields = ['Saturday', 'Sunday'].map((weekday) =>
      page.getByLabel(`${weekday}, At most`).inputValue({ timeout: 5_000 }),
    );
    expect(await Promise.all(fields)).toEqual(['', '7']);
  });
  await page.getByLabel('Sunday, At most').fill('');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await page.getByText('Limits saved.').waitFor();
});

test('a pool that is lowered below what is ordered needs attention, with the orders', async () => {
  const pickup_at = instantAt(day, '12:00', timeZone).toISOString();
  const order = { product_id: cake.id, quantity: 3, pickup_at, customer: { name: 'Emma' } };
  const placed = (await api.post('/order', order)).body as { order_id: number };
  await eventually(async () => {
    const { body } = await api.get(`/order/${placed.order_id}`);
    expect(body).toMatchObject({ status: 'Processing' });
  });
  expect(await api.post('/order', order)).toMatchObject({
    status: 409,
    body: { code: 'pickup-fully-booked' },
  });

  const baker = await open('pools', 'baker');
  const pool = baker.locator('.pool', { hasText: 'Proofer' });
  await pool.getByLabel('Day').fill(day);
  await pool.getByLabel('Capacity', { exact: true }).fill('5');
  await pool.getByRole('button', { name: 'Set' }).click();
  await pool.getByRole('button', { name: /^As its weekday/ }).waitFor();
  await baker.goto(`${stack.frontendUrl}/counter#/needs-attention`);
  const short = baker.locator('.shortfall');
  await short.getByRole('heading', { name: /Proofer.*short by.*4.trays/ }).waitFor();
  await short.getByText('Emma').waitFor();
  await short.getByText('9\u00a0trays').waitFor();
  await short.getByRole('link', { name: `Order ${placed.order_id}` }).click();
  await baker.getByRole('heading', { name: `Order ${placed.order_id}` }).waitFor();

  await baker.goto(`${stack.frontendUrl}/counter#/pools`);
  await pool.getByRole('button', { name: /^As its weekday/ }).click();
  await baker.getByText('is as its weekday again.').waitFor();
});

test('a capacity of a day that another tablet has saved is shown, and staff decide', async () => {
  const page = await open('pools', 'baker');
  const pool = page.locator('.pool', { hasText: 'Proofer' });
  await pool.getByLabel('Day').waitFor();
  const address = `/staff/pools/${await poolId()}/capacity/${day}`;
  await api.put(address, { units: 7 });
  await pool.getByLabel('Day').fill(day);
  await pool.getByLabel('Capacity', { exact: true }).fill('5');
  await pool.getByRole('button', { name: 'Set' }).click();
  await page.getByText(/Another device has saved 7.trays/).waitFor();
  await pool.getByRole('button', { name: 'Set' }).click();
  await pool.getByText(/: 5.trays/).waitFor();
  await api.put(address, { units: 8 });
  await pool.getByRole('button', { name: /^As its weekday/ }).click();
  await page.getByText(/Another device has saved 8.trays/).waitFor();
  await pool.getByText(/: 8.trays/).waitFor();
  await pool.getByRole('button', { name: /^As its weekday/ }).click();
  await page.getByText('is as its weekday again.').waitFor();
});

test.each(screens)('the pages of pools fit a screen of $width pixels', async (viewport) => {
  const page = await open('pools');
  await page.setViewportSize(viewport);
  const { look, faults } = createInspection(page);
  await page.locator('.pool-date-form form').first().waitFor();
  await look('pools');
  await page.goto(`${stack.frontendUrl}/counter#/catalogue/${cake.id}`);
  await page.getByLabel('Proofer, in trays').waitFor();
  await look('product-pools');
  await api.put(`/staff/pools/${await poolId()}/capacity/${day}`, { units: 5 });
  await page.goto(`${stack.frontendUrl}/counter#/needs-attention`);
  await page.locator('.shortfall').waitFor();
  await look('shortfall');
  await api.delete(`/staff/pools/${await poolId()}/capacity/${day}`);
  expect(faults).toEqual([]);
});

async function poolId(): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `select id from pools where name = 'Proofer'`,
  );
  return rows[0]?.id ?? 0;
}

test('a day gets a number right after its reset', async () => {
  const pool = { name: 'Cooling rack', unit: '', weekdays: Array.from({ length: 7 }, () => 10) };
  const { id } = (await api.post('/staff/pools', pool)).body as { id: number };
  await database.query('insert into pool_dates values ($1, $2, 4)', [id, day]);
  const page = await open('pools', 'baker');
  const panel = page.locator('.pool', { hasText: pool.name });
  await panel.getByRole('button', { name: /^As its weekday/ }).waitFor();
  const load = await holdNextLoad(page, '**/api/staff/pools');
  await panel.getByRole('button', { name: /^As its weekday/ }).click();
  await load.isHeld;
  await panel.getByLabel('Day', { exact: true }).fill(day);
  await panel.getByLabel('Capacity', { exact: true }).fill('7');
  await panel.getByRole('button', { name: 'Set' }).click();
  await panel.getByText(/: 7$/).waitFor();
  load.release();
  const { rows } = await database.query('select units from pool_dates where pool_id = $1', [id]);
  expect(rows).toEqual([{ units: 7 }]);
});
