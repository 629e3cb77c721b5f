/** Options at the counter: groups created, given to products, sold out, and never removed from an allergic customer by accident. */
import { listOptionGroupsResponse } from '../../shared/contract/options.ts';
import { openCounterAs } from '../support/pages.ts';
import { createInspection, screens } from '../support/screens.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();
const loaf = 2;
let api: ShopClient;

beforeAll(async () => {
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
});
beforeEach(() =>
  database.query('truncate option_groups, options, option_pools, product_option_groups'),
);

const open = (view: string, role: 'manager' | 'baker' = 'manager') =>
  openCounterAs(browser, stack, role, view);

async function groups() {
  return listOptionGroupsResponse.parse((await api.get('/staff/option-groups')).body);
}

const sizes = { name: 'Size', kind: 'one', options: [{ name: 'Small' }, { name: 'Large' }] };

test('a manager creates a group, and a name that is there twice is refused at its option', async () => {
  const page = await open('options');
  await page.getByText('No options yet').waitFor();
  await page.getByRole('link', { name: 'New group' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Size');
  const names = page.getByLabel('Option', { exact: true });
  await names.nth(0).fill('Small');
  await names.nth(1).fill('small');
  await page.getByLabel('Price in INR').nth(1).fill('150.50');
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByText('Another option of this group has this name.').waitFor();
  await names.nth(1).fill('Large');
  await page.getByText('Allergens, time and limits').nth(1).click();
  const large = page.getByRole('group', { name: 'Large' });
  await large.getByRole('group', { name: 'Adds these allergens' }).getByText('tree nuts').click();
  await large.getByLabel('Extra working days').fill('1');
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByText('Size is created. Choose it on the pages of its products.').waitFor();
  await page.getByRole('heading', { name: 'Size', level: 1 }).waitFor();
  expect(await groups()).toMatchObject([
    {
      name: 'Size',
      kind: 'one',
      options: [
        { name: 'Small', price: 0 },
        { name: 'Large', price: 150.5, allergens: ['nuts'], lead_time_days: 1 },
      ],
    },
  ]);
});

test('options are added, moved and removed, and what is not saved is asked about', async () => {
  await api.post('/staff/option-groups', sizes);
  const page = await open('options');
  await page.getByRole('link', { name: 'Size', exact: true }).click();
  await page.getByRole('button', { name: 'Add an option' }).click();
  await page.keyboard.type('Tiny');
  await page.getByRole('button', { name: 'Move Tiny up' }).click();
  await page.getByRole('button', { name: 'Move Tiny up' }).press('Enter');
  await page.getByRole('button', { name: 'Remove Small' }).click();
  await page.getByRole('link', { name: 'All options' }).click();
  await page.getByText('Leave without saving?').waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Size is saved.').waitFor();
  const [group] = await groups();
  expect(group?.options.map(({ name }) => name)).toEqual(['Tiny', 'Large']);
  await page.getByRole('link', { name: 'All options' }).click();
  await page.getByText('No product has this group yet.').waitFor();
});

test('an option removes an allergen only after the manager has confirmed it', async () => {
  await api.post('/staff/option-groups', sizes);
  const page = await open('options');
  await page.getByRole('link', { name: 'Size', exact: true }).click();
  await page.getByText('Allergens, time and limits').first().click();
  const small = page.getByRole('group', { name: 'Small' });
  await small.getByRole('group', { name: 'Removes these allergens' }).getByText('milk').click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByText('A piece with “Small” contains no milk, whatever the product contains.')
    .waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  expect((await groups())[0]?.options[0]?.without).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, that is true' }).click();
  await page.getByText('Size is saved.').waitFor();
  expect((await groups())[0]?.options[0]?.without).toEqual(['milk']);
});

test('a group that another person has changed is loaded again', async () => {
  const { body } = await api.post('/staff/option-groups', sizes);
  const { id, version } = body as { id: number; version: number };
  const page = await open(`options/${id}`);
  await page.getByLabel('Name', { exact: true }).fill('Tin');
  await api.put(`/staff/option-groups/${id}`, {
    name: 'Cup',
    options: [{ name: 'Only one' }],
    version,
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Another person has changed this group in the meantime.').waitFor();
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('heading', { name: 'Cup', level: 1 }).waitFor();
});

test('a product gets a group with a default, in plain words', async () => {
  await api.post('/staff/option-groups', sizes);
  await api.post('/staff/option-groups', {
    name: 'Fillings',
    kind: 'several',
    options: [
      { name: 'Cherry', price: 3 },
      { name: 'Nougat', price: 4 },
    ],
  });
  const page = await open(`catalogue/${loaf}`);
  await page.getByText('Customers choose nothing for this product.').waitFor();
  await page.getByLabel('Add a group').selectOption('Size');
  await page.getByText('Customers choose exactly one.').waitFor();
  await page.getByLabel('Chosen at first').selectOption('Large');
  await page.getByLabel('Add a group').selectOption('Fillings');
  await page.getByText('Customers may choose up to 2.').waitFor();
  await page.getByLabel('Free of charge').fill('3');
  await page.getByText('The 3 dearest are free.').waitFor();
  await page.getByRole('button', { name: 'Save options' }).click();
  await page.getByText('Not more than “At most”.').waitFor();
  await page.getByLabel('Free of charge').fill('1');
  await page.getByRole('button', { name: 'Move Fillings up' }).click();
  await page.getByRole('button', { name: 'Save options' }).click();
  await page.getByText('Options saved.').waitFor();
  // The form of the product knows the new version.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('is saved.').waitFor();
  const { body } = await api.get('/products');
  const product = (body as { id: number; option_groups: object[] }[]).find(({ id }) => id === loaf);
  const [size] = await groups();
  expect(product?.option_groups).toMatchObject([
    { name: 'Fillings', min: 0, max: 2, free: 1, defaults: [] },
    { name: 'Size', min: 1, max: 1, defaults: [size?.options[1]?.id] },
  ]);
});

test('a baker marks an option as sold out with two taps, and as available with one', async () => {
  await api.post('/staff/option-groups', sizes);
  const page = await open('options', 'baker');
  await page.getByRole('button', { name: 'Sold out: Large' }).click();
  await page.getByRole('button', { name: 'Until I change it' }).click();
  await page.getByText('Large is sold out.').waitFor();
  expect((await groups())[0]?.options[1]).toMatchObject({ sold_out: true, sold_out_until: null });
  await page.getByRole('button', { name: 'Available again: Large' }).click();
  await page.getByText('Large is available again.').waitFor();
  await page.getByRole('button', { name: 'Sold out: Large' }).click();
  await page.getByRole('button', { name: 'Only today' }).click();
  await page.getByText(/^Sold out, again from/).waitFor();
  expect((await groups())[0]?.options[1]?.sold_out_until).toMatch(/^\d{4}-/);
  expect(await page.getByRole('link', { name: 'New group' }).count()).toBe(0);
});

test('groups are hidden, moved and retired', async () => {
  for (const name of ['Size', 'Tin']) await api.post('/staff/option-groups', { ...sizes, name });
  const page = await open('options');
  await page.getByRole('switch', { name: 'Customers see it: Tin' }).click();
  await page.getByText('Customers no longer see Tin.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Customers see Tin again.').waitFor();
  await page.getByRole('button', { name: 'Move Tin up' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Tin' }).waitFor();
  expect((await groups()).map(({ name }) => name)).toEqual(['Tin', 'Size']);
  await page.getByRole('button', { name: 'Retire Size' }).click();
  await page.getByRole('button', { name: 'Retire', exact: true }).last().click();
  await page.getByText('Size is retired.').waitFor();
  expect((await groups()).map(({ name }) => name)).toEqual(['Tin']);
});

test.each(screens)('the pages of options fit a screen of $width pixels', async (viewport) => {
  const { body } = await api.post('/staff/option-groups', {
    name: 'Fillings of the day',
    kind: 'several',
    options: [
      { name: 'Cherry', price: 3, allergens: ['sulphites', 'nuts'], lead_time_days: 2 },
      { name: 'Oat cream', price: -1.5, daily_limit: 20 },
    ],
  });
  await api.post('/staff/option-groups', sizes);
  const { id, options } = listOptionGroupsResponse.parse([body])[0] ?? {};
  await api.put(`/staff/options/${options?.[1]?.id}/sold-out`, { sold_out: true });
  const page = await open('options');
  await page.setViewportSize(viewport);
  const { look, faults } = createInspection(page);
  await page.getByRole('heading', { name: 'Fillings of the day' }).waitFor();
  await look('options');
  await page.getByRole('button', { name: 'Sold out: Cherry' }).click();
  await look('options-sold-out');
  await page.keyboard.press('Escape');
  await page.goto(`${stack.frontendUrl}/counter#/options/${id}`);
  await page.getByText('Allergens, time and limits').first().click();
  await look('option-group');
  await page.goto(`${stack.frontendUrl}/counter#/catalogue/${loaf}`);
  await page.getByLabel('Add a group').selectOption('Size');
  await page.getByLabel('Add a group').selectOption('Fillings of the day');
  await page.locator('.options-place').scrollIntoViewIfNeeded();
  await look('product-options');
  expect(faults).toEqual([]);
});
