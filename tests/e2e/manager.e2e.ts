import { text } from 'node:stream/consumers';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { GetDashboardResponse } from '../../shared/contract/dashboard.ts';
import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { ListSpecialDaysResponse, Settings } from '../../shared/contract/settings.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import { eventually } from '../support/eventually.ts';
import {
  accountOf,
  chooseInAccountMenu,
  findViolations,
  keepScreenshot,
  openCounter,
  openCounterAs,
  tabTo,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const timeZone = 'Asia/Kolkata';

const { stack, browser, database } = await useSharedStack();
/** A client of the API that is signed in as the manager. */
let api: ShopClient;

beforeAll(async () => {
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
});

describe('the settings', () => {
  let initial: Settings;

  beforeAll(async () => {
    initial = await getSettings();
  });

  // A test that removes opening hours uses a weekday that no other test needs.
  afterEach(async () => {
    const { version } = await getSettings();
    const { status } = await api.put('/staff/settings', { ...initial, version });
    expect(status).toBe(200);
  });

  test('changed opening hours are the hours that customers choose from', async () => {
    const page = await openView('settings');
    const { day, date } = inDays(2);
    await page.getByLabel(`${day}, hours from`).fill('09:00');
    await page.getByLabel(`${day}, hours until`).fill('10:00');
    await page.getByRole('button', { name: `Add hours on ${day}` }).click();
    await page.getByLabel(`${day}, hours 2 from`).fill('23:00');
    await page.getByLabel(`${day}, hours 2 until`).fill('00:00');
    await save(page);
    expect(await listSlotTimes(date)).toEqual(['09:00', '09:30', '23:00', '23:30']);
    await page.getByRole('button', { name: `Remove the hours 2 of ${day}` }).click();
    await page.getByRole('button', { name: `Remove the hours of ${day}` }).click();
    await save(page);
    expect(await listSlotTimes(date)).toEqual([]);
  });

  test('a fault is shown at its field', async () => {
    const page = await openView('settings');
    await page.getByLabel('Items per pickup slot').fill('0');
    await page.getByLabel('Tuesday, hours until').fill('07:00');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Enter a whole number from 1 to 1,000,000.').waitFor();
    const until = page.getByLabel('Tuesday, hours until');
    expect(await until.getAttribute('aria-invalid')).toBe('true');
    expect(await faultOf(page, 'Tuesday, hours until')).toMatch(
      /^Enter a time at least one slot later/,
    );
    expect(await faultOf(page, 'Days ahead')).toBe('');
    await page.getByLabel('Items per pickup slot').fill('2001');
    expect(await faultOf(page, 'Items per pickup slot')).toBe('');
    await until.fill('18:00');
    expect(await until.getAttribute('aria-invalid')).toBeNull();
    await save(page);
  });

  test('the slower of two managers sees the conflict, and both keep their changes', async () => {
    const [slower, faster] = await Promise.all([openView('settings'), openView('settings')]);
    await slower.getByLabel('Items per pickup slot').fill('55');
    await faster.getByLabel('Days ahead').fill('21');
    await save(faster);
    await slower.getByRole('button', { name: 'Save settings' }).click();
    await slower.getByText('Another person has changed the settings in the meantime.').waitFor();
    expect(await slower.getByLabel('Items per pickup slot').inputValue()).toBe('55');
    expect(await slower.getByLabel('Days ahead').inputValue()).toBe('21');
    await save(slower);
    expect(await getSettings()).toMatchObject({ slot_capacity: 55, days_ahead: 21 });
  });

  test('a new name and country show on the page at once', async () => {
    const page = await openView('settings');
    await page.getByLabel('Name', { exact: true }).fill('Bäckerei <b>Korn</b>');
    await page.getByLabel('Language of the pages').selectOption('Deutsch');
    await page.getByLabel('Country').selectOption('Germany');
    await page.getByLabel('Currency').selectOption('EUR');
    await page.getByText(/1\.234,50\s€/).waitFor();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Die Einstellungen sind gespeichert.').waitFor();
    await page.getByRole('link', { name: 'Bäckerei <b>Korn</b>' }).waitFor();
    expect(await getSettings()).toMatchObject({ locale: 'de-DE', currency: 'EUR' });
    await page.getByLabel('Sprache der Seiten').selectOption('English');
    await page.getByLabel('Land').selectOption('Indien');
    await page.getByLabel('Währung').selectOption('INR');
    await page.getByLabel('Name', { exact: true }).fill('The Bakery');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('The settings are saved.').waitFor();
    expect(new URL(page.url()).hash).toBe('#/settings');
  });

  test('a baker reads the settings as text, without fields and buttons', async () => {
    const page = await openView('settings', 'baker');
    await page.getByText('Only managers can change the settings').waitFor();
    const view = page.getByRole('main');
    expect(await factsOf(page, 'Orders and pickup')).toContainEqual(['Cut-off', '6:00 pm']);
    expect(await factsOf(page, 'Language and currency')).toContainEqual(['Country', 'India']);
    expect(await view.locator('input, select, textarea, button').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test('the row that saves is shown only while something is changed, below the fields', async () => {
    const page = await openView('settings');
    const days = page.getByLabel('Days ahead');
    const before = await days.inputValue();
    const row = page.getByRole('region', { name: 'Not saved yet' });
    expect(await row.count()).toBe(0);
    await days.fill('9');
    const [rowBox, viewBox] = [await row.boundingBox(), await page.getByRole('main').boundingBox()];
    expect(rowBox?.y).toBeGreaterThanOrEqual((viewBox?.y ?? 0) + (viewBox?.height ?? 0));
    await row.getByRole('button', { name: 'Discard' }).click();
    expect(await days.inputValue()).toBe(before);
    expect(await row.count()).toBe(0);
    await days.fill('9');
    await page.evaluate(() => (location.hash = '#/stock'));
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
    expect(await row.count()).toBe(0);
  });

  test('a changed address, phone, logo and imprint are in the shop', async () => {
    const page = await openView('settings');
    await page.getByLabel('Address').fill('1 Oven Street\nPune 411001');
    await page.getByLabel('Phone').fill('12');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Please check the phone number.').waitFor();
    await page.getByLabel('Phone').fill('+91 20 1234 5678');
    await page.getByLabel('Imprint').fill('# Owner\n\n**Maya** <b>Rao</b>');
    await save(page);
    await page.locator('#logo-file').setInputFiles(await screenshotFile(page));
    await page.getByText('The logo is saved.').waitFor();
    const shop = await page.context().newPage();
    await shop.goto(`${stack.frontendUrl}/#imprint`);
    await shop.getByText('Maya <b>Rao</b>').waitFor();
    await shop.getByRole('link', { name: '1 Oven Street, Pune 411001' }).first().waitFor();
    await shop.getByRole('link', { name: '+91 20 1234 5678' }).first().waitFor();
    expect(await shop.locator('.brand img.logo').getAttribute('src')).toMatch(/^\/api\/pictures\//);
    await page.getByRole('button', { name: 'Remove the logo' }).click();
    await page.getByText('No logo').waitFor();
    expect((await api.get('/bakery')).body).toMatchObject({ logo: null });
  });

  test('a file that is no picture is refused as a logo', async () => {
    const page = await openView('settings');
    const text = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.locator('#logo-file').setInputFiles(text);
    await page.getByText('This file cannot be used.').waitFor();
  });

  test('a day takes the hours of the day above, and so do new hours of a closed day', async () => {
    const page = await openView('settings');
    await page.getByLabel('Tuesday, hours from').fill('05:30');
    await page.getByRole('button', { name: 'Same as Tuesday: Wednesday' }).click();
    expect(await page.getByLabel('Wednesday, hours from').inputValue()).toBe('05:30');
    expect(await page.getByRole('button', { name: 'Same as Tuesday: Wednesday' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Remove the hours of Thursday' }).click();
    await page.getByRole('button', { name: 'Remove the hours of Friday' }).click();
    await page.getByRole('button', { name: 'Add hours on Friday' }).click();
    expect(await page.getByLabel('Friday, hours from').inputValue()).toBe('05:30');
    expect(await page.getByLabel('Friday, hours until').inputValue()).toBe('19:00');
  });

  test('hours that leave an order outside list it before they are saved', async () => {
    const { date, day } = inDays(4);
    const last = (await listSlots(date)).at(-1)?.starts_at;
    const { body } = await api.post('/order', {
      lines: [{ product_id: 2, quantity: 1 }],
      customer: { name: 'Ravi', phone: '+91 98765 43211' },
      pickup_at: last,
    });
    const { order_id: id } = body as { order_id: number };
    const page = await openView('settings');
    await page.getByLabel(`${day}, hours until`).fill('12:00');
    await page.getByRole('button', { name: 'Save settings' }).click();
    const question = page.getByRole('dialog', { name: 'This affects 1 open order' });
    const listed = (await question.getByRole('listitem').innerText()).split(/\n+/);
    expect(listed.slice(0, 3)).toEqual([`Order ${id}`, 'Ravi', '+91 98765 43211']);
    expect(listed[3]).toMatch(/ 6:30.* · outside the opening hours$/);
    const link = question.getByRole('link', { name: `Order ${id}` });
    expect(await link.getAttribute('href')).toBe(`#/orders/${id}`);
    expect(await question.getByRole('link', { name: '+91' }).getAttribute('href')).toBe(
      'tel:+919876543211',
    );
    await question.getByRole('button', { name: 'Do not change' }).click();
    expect(await getSettings()).toMatchObject({ opening_hours: initial.opening_hours });
    await page.getByRole('button', { name: 'Save settings' }).click();
    await question.getByRole('button', { name: 'Change anyway' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await api.post(`/staff/orders/${id}/actions`, { action: 'cancel', reason: 'test' });
  });

  test('leaving with unsaved changes asks for a confirmation', async () => {
    const page = await openView('settings');
    const daysAhead = page.getByLabel('Days ahead');
    await daysAhead.fill('9');
    const stock = page.getByRole('link', { name: 'Stock' });
    await stock.click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay here' }).click();
    await page.waitForURL(/#\/settings$/);
    const asked = page.waitForEvent('dialog');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    expect(await daysAhead.inputValue()).toBe('9');
    await stock.click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
  });

  test('input stays when the API does not answer', async () => {
    const page = await openView('settings');
    await page.getByLabel('Days ahead').waitFor();
    await page.route('**/api/staff/settings', (route) => route.abort());
    await page.getByLabel('Days ahead').fill('9');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('does not answer. Try again in a moment.').waitFor();
    expect(await page.getByLabel('Days ahead').inputValue()).toBe('9');
  });
});

describe('special days', () => {
  /** Chooses a day in the calendar, which may be in the next month. */
  async function chooseDay(page: Page, date: string) {
    const day = page.locator(`.calendar-day[data-date="${date}"]`);
    const next = page.getByRole('button', { name: 'Next month' });
    await page.getByRole('grid').waitFor();
    if (!(await day.isVisible())) await next.click();
    await day.click();
    return day;
  }

  test('a closed day lists the affected orders and has no pickup slots, and usual hours can be undone', async () => {
    const { date } = inDays(3);
    const pickup_at = (await listSlots(date)).at(-1)?.starts_at;
    await api.post('/order', {
      lines: [{ product_id: 2, quantity: 1 }],
      customer: { name: 'Emma', phone: '+91 98765 43210' },
      pickup_at,
    });
    const page = await openView('settings');
    const save = page.getByRole('button', { name: 'Save this day' });
    const day = await chooseDay(page, date);
    await save.click();
    await page.getByText('Enter a text of up to 200 characters').waitFor();
    await page.getByLabel('Text for customers').fill('Closed <i>for</i> the fair');
    await save.click();
    const question = page.getByRole('dialog', { name: 'This affects 1 open order' });
    await question.getByText('on a closed day').waitFor();
    await question.getByText('Emma').waitFor();
    const call = question.getByRole('link', { name: '+91 98765 43210' });
    expect(await call.getAttribute('href')).toBe('tel:+919876543210');
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, 'affected-orders-light');
    await question.getByRole('button', { name: 'Do not change' }).click();
    expect(await listSlots(date)).not.toEqual([]);
    await save.click();
    await question.getByRole('button', { name: 'Change anyway' }).click();
    const list = page.locator('.special-days');
    await list.getByText('closed (Closed <i>for</i> the fair)').waitFor();
    expect(await day.getAttribute('class')).toContain('closed');
    const orders = page.getByRole('link', { name: '1 order for this day: call the customer' });
    expect(await orders.getAttribute('href')).toBe(`#/orders?day=${date}`);
    expect(await listSlots(date)).toEqual([]);
    await page.getByRole('button', { name: 'Usual hours' }).click();
    await page.getByText('No special days planned.').waitFor();
    expect(await listSlots(date)).not.toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await question.getByRole('button', { name: 'Change anyway' }).click();
    await list.getByText('Closed <i>for</i> the fair').waitFor();
    expect((await api.get('/staff/special-days')).body as ListSpecialDaysResponse).toMatchObject([
      { date, message: 'Closed <i>for</i> the fair', hours: [] },
    ]);
    await api.delete(`/staff/special-days/${date}`);
  });

  test('a day gets other hours by keyboard, which are the times that customers choose from', async () => {
    const page = await openView('settings');
    await page.locator('.calendar-day[tabindex="0"]').focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('PageUp');
    const focused = page.locator('.calendar-day:focus');
    const date = String(await focused.getAttribute('data-date'));
    expect(await focused.getAttribute('aria-label')).toContain(': 7:00');
    await page.keyboard.press('Enter');
    await page.getByLabel('Other hours').check();
    const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
    const name = day.format(new Date(date));
    const editor = page.locator('.day-editor');
    await editor.getByLabel(`${name}, hours from`).fill('09:00');
    await editor.getByLabel(`${name}, hours until`).fill('09:10');
    await editor.getByLabel('Text for customers').fill('Christmas Eve');
    await page.keyboard.press('Enter');
    await editor.getByText('Enter a time at least one slot later').waitFor();
    await editor.getByLabel(`${name}, hours until`).fill('10:00');
    await editor.getByRole('button', { name: `Add hours on ${name}` }).click();
    await editor.getByLabel(`${name}, hours 2 from`).fill('12:00');
    await editor.getByLabel(`${name}, hours 2 until`).fill('12:30');
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, 'special-day-light');
    await page.keyboard.press('Enter');
    await page
      .locator('.special-days')
      .getByText(/9:00.*10:00.*, 12:00.*12:30.*, Christmas Eve/)
      .waitFor();
    await page.locator(`.calendar-day[data-date="${date}"]:focus`).waitFor();
    expect(await listSlotTimes(date)).toEqual(['09:00', '09:30', '12:00']);
    await api.delete(`/staff/special-days/${date}`);
  });
});

describe('accounts', () => {
  test('a manager creates a baker’s account and deactivates it during the baker’s session', async () => {
    const page = await openView('accounts');
    await page.getByLabel('Name').fill('Emma');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('10 to 200 characters.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('password-123');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Too common: attackers try it first.').waitFor();
    await page.getByRole('button', { name: 'Generate' }).click();
    const password = await page.getByLabel('Password', { exact: true }).inputValue();
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('emma can sign in with this password').waitFor();
    expect(await page.locator('.password-panel code').textContent()).toBe(password);

    const baker = await openCounter(browser, stack);
    await signInWith(baker, 'emma', password);
    await accountOf(baker, 'emma').waitFor();
    expect(await baker.getByRole('link', { name: 'Staff' }).count()).toBe(0);
    await baker.goto(`${stack.frontendUrl}/counter#/needs-attention`);
    await baker.clock.install();
    await baker.reload();
    await accountOf(baker, 'emma').waitFor();
    // This view refreshes every five seconds.
    const advanceToRefresh = () => baker.clock.fastForward(5_000);
    await page.getByRole('button', { name: 'Deactivate: emma' }).click();
    await page.getByText('emma’s account is deactivated.').waitFor();
    // A message stays while it has the focus.
    await page.getByRole('button', { name: 'Undo' }).focus();
    // The API refuses the request of the view.
    await advanceToRefresh();
    await baker.getByRole('button', { name: 'Sign in' }).waitFor();
    await signInWith(baker, 'emma', password);
    await baker.getByText('Wrong name or password.').waitFor();

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('emma’s account is active again.').waitFor();
    await signInWith(baker, 'emma', password);
    await baker.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    const signedOut = page.waitForResponse((answer) => answer.url().endsWith('/sessions'));
    await page.getByRole('button', { name: 'Sign out everywhere: emma' }).click();
    await signedOut;
    await advanceToRefresh();
    await baker.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('a manager changes the password and the role of another account', async () => {
    await createBaker('noah');
    const page = await openView('accounts');
    await page.getByRole('button', { name: 'New password: noah' }).click();
    const dialog = page.getByRole('dialog', { name: 'New password for noah' });
    await dialog.getByLabel('Password', { exact: true }).fill('another-password');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.locator('.password-panel code').textContent()).toBe('another-password');
    await page.getByRole('button', { name: 'Make manager: noah' }).click();
    await page.getByText('noah is now a manager.').waitFor();
    const other = await openCounter(browser, stack);
    await signInWith(other, 'noah', 'another-password');
    await accountOf(other, 'noah').waitFor();
    await page.getByRole('button', { name: 'Make baker: noah' }).click();
    await page.getByText('noah is now a baker.').waitFor();
  });

  test('can be created and deactivated with the keyboard alone', async () => {
    const page = await openView('accounts');
    await tabTo(page.getByLabel('Name'));
    await page.keyboard.type('ida');
    await tabTo(page.getByRole('button', { name: 'Generate' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('button', { name: 'Create account' }));
    await page.keyboard.press('Enter');
    await page.getByText('ida can sign in with this password').waitFor();
    const close = page.getByRole('button', { name: 'Deactivate: ida' });
    await close.waitFor();
    await page.keyboard.press('Home');
    await tabTo(page.getByRole('link', { name: 'Staff' }));
    await tabTo(close);
    await page.keyboard.press('Enter');
    await page.getByText('ida’s account is deactivated.').waitFor();
  });

  test('a taken name is refused, and so is deactivating the last manager', async () => {
    const page = await openView('accounts');
    await page.getByLabel('Name').fill('baker');
    await page.getByLabel('Password', { exact: true }).fill('long-enough-for-all');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('No other account can have a similar name').waitFor();
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe(
      'long-enough-for-all',
    );
    await page.getByRole('button', { name: 'Deactivate: manager' }).click();
    await page.getByText('The last manager cannot be demoted or deactivated').waitFor();
  });
});

test('a new password ends all other sessions of the account', async () => {
  await createBaker('olga');
  const [page, elsewhere] = await Promise.all([
    openCounter(browser, stack),
    openCounter(browser, stack),
  ]);
  for (const each of [page, elsewhere]) await signInWith(each, 'olga', bakersPassword);
  await accountOf(elsewhere, 'olga').waitFor();
  await chooseInAccountMenu(page, 'Change your password');
  await page.getByLabel('Current password').fill('something else');
  await page.getByLabel('New password').fill('Olga-Olga-2026');
  await page.keyboard.press('Enter');
  await page.getByText('Too easy to guess: a name').waitFor();
  await page.getByLabel('New password').fill('my-own-words-now');
  await page.keyboard.press('Enter');
  await page.getByText('This is not your current password.').waitFor();
  expect(await findViolations(page)).toEqual([]);
  await keepScreenshot(page, 'password-light');
  await page.getByLabel('Current password').fill(bakersPassword);
  await page.keyboard.press('Enter');
  await page.getByText('Your password is changed.').waitFor();
  await page.reload();
  await accountOf(page, 'olga').waitFor();
  await elsewhere.reload();
  await signInWith(elsewhere, 'olga', 'my-own-words-now');
  await accountOf(elsewhere, 'olga').waitFor();
});

describe('the report', () => {
  test('for days without orders shows zeros, and sentences instead of tables', async () => {
    const page = await openView('dashboard');
    await showDays(page, '2020-02-01', '2020-02-29');
    await page.getByRole('heading', { name: 'Report for 1–29 Feb 2020' }).waitFor();
    expect(await tile(page, 'Orders')).toEqual(['0', 'previous: 0']);
    expect(await tile(page, 'Revenue')).toEqual(['₹0', 'previous: ₹0']);
    expect(await tile(page, 'Average order')).toEqual(['–', 'previous: –']);
    for (const sentence of [
      'No orders in this period.',
      'All orders were accepted.',
      'No waste was recorded.',
      'Nothing was missing in counts.',
    ]) {
      await page.getByText(sentence).waitFor();
    }
    expect(await page.getByRole('main').textContent()).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('shows the API’s numbers, readable column by column with the keyboard', async () => {
    await orderForToday();
    const { date } = inDays(0);
    const page = await openView('dashboard?by=order');
    const shown = page.waitForResponse((response) => response.url().includes(`from=${date}`));
    await page.getByRole('button', { name: 'Today' }).click();
    const figures = (await (await shown).json()) as GetDashboardResponse;
    const { orders, revenue, accepted, by_product, rejected, waste } = figures;
    const rupees = new Intl.NumberFormat('en-IN', {
      style: 'currency',
      currency: 'INR',
      trailingZeroDisplay: 'stripIfInteger',
    });
    const products = page.getByRole('table', { name: 'Best-selling products' });
    await products.waitFor();
    expect(orders).toBeGreaterThanOrEqual(3);
    expect((await tile(page, 'Orders'))[0]).toBe(String(orders));
    expect((await tile(page, 'Revenue'))[0]).toBe(rupees.format(revenue));
    const average = Math.round((revenue / accepted) * 100) / 100;
    expect((await tile(page, 'Average order'))[0]).toBe(rupees.format(average));
    expect((await tile(page, 'Not accepted'))[0]).toMatch(/^1 \(.+%\)$/);
    expect(await rowsOf(products)).toEqual(
      by_product.map(({ name, units, revenue }) => [name, String(units), rupees.format(revenue)]),
    );
    expect(await rowsOf(page.getByRole('table', { name: 'Why orders' }))).toEqual(
      rejected.by_reason.map(({ reason, orders }) => [reason, String(orders)]),
    );
    expect(await rowsOf(page.getByRole('table', { name: 'Waste' }))).toEqual(
      waste.map(({ name, units, worth }) => [name, String(units), rupees.format(worth)]),
    );

    await page.getByRole('button', { name: '7 days' }).click();
    const chart = page.getByRole('slider', { name: 'Orders by day' });
    expect(await chart.getAttribute('aria-valuetext')).toMatch(
      new RegExp(`: ${orders} · previous: \\d+$`),
    );
    await chart.focus();
    await page.keyboard.press('Home');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/: 0 · previous: \d+$/);
    await page.keyboard.press('End');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(
      new RegExp(`: ${orders} · previous: \\d+$`),
    );
    await page.keyboard.press('ArrowLeft');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/: 0 · previous: \d+$/);
    await page.keyboard.press('ArrowRight');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(
      new RegExp(`: ${orders} · previous: \\d+$`),
    );
    const figure = page.getByRole('figure', { name: 'Orders by day' });
    await figure.getByText('Show as table').click();
    const counts = (await rowsOf(figure.getByRole('table'))).map(([, count]) => count);
    expect(counts).toEqual(['0', '0', '0', '0', '0', '0', String(orders)]);
    const hours = page.getByRole('figure', { name: 'Orders by hour' }).locator('.x-axis text');
    expect(await hours.allTextContents()).toEqual(['12 am', '6 am', '12 pm', '6 pm']);
    await keepScreenshot(page, 'dashboard-orders');
  });

  test('counts orders by their pickup day or order day, and keeps that in the address', async () => {
    const { date } = inDays(0);
    await orderForToday();
    const page = await openView('dashboard');
    await page.getByText('Orders count on the day of their pickup.').waitFor();
    await page.getByRole('button', { name: 'Today' }).click();
    const loaded = page.waitForResponse(`**/api/staff/dashboard?*by=order*`);
    await page.getByRole('button', { name: 'Order day' }).click();
    await (await loaded).finished();
    await page.getByText('Orders count on the day they were placed.').waitFor();
    await page.getByRole('table', { name: 'Categories' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/dashboard?by=order&period=today');
    const placed = await tile(page, 'Orders');
    await page.reload();
    await page.getByRole('heading', { name: 'Report for' }).waitFor();
    expect(await tile(page, 'Orders')).toEqual(placed);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    const download = await downloading;
    expect(download.url()).toContain(`from=${date}&to=${date}&by=order&format=csv`);
    expect(await text(await download.createReadStream())).toContain('Chocolate Cake');
  });

  test('shows a fault at the field for days in the wrong order', async () => {
    const page = await openView('dashboard');
    await showDays(page, '2026-02-10', '2026-02-01');
    await page.getByText('Choose a period of at most three years').waitFor();
    expect(await page.getByLabel('From').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: '30 days' }).click();
    await page.getByText('Choose a period of at most three years').waitFor({ state: 'hidden' });
  });

  test('for a long period is by month', async () => {
    const page = await openView('dashboard');
    await showDays(page, '2025-01-01', '2026-12-31');
    const chart = page.getByRole('slider', { name: 'Revenue by month' });
    await chart.waitFor();
    expect(await chart.getAttribute('aria-valuemax')).toBe('24');
  });
});

test('an order that needs attention shows the reason and can be sent again', async () => {
  await addWaitingOrder('<b>Noah</b>');
  const page = await openView('needs-attention', 'baker');
  const order = page.getByRole('listitem').filter({ hasText: '<b>Noah</b>' });
  await order.getByText('cannot be processed').waitFor();
  await order.getByText('A fault in the system stops this order.').waitFor();
  const technical = order.getByText('the disk was full');
  expect(await technical.isVisible()).toBe(false);
  await order.getByText('Technical details', { exact: true }).click();
  await technical.waitFor();
  await order.getByText('3 failed attempts').waitFor();
  expect(await order.getByText('sent again').count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
  await keepScreenshot(page, 'trouble-order');
  await order.getByRole('button', { name: /^Try again/ }).click();
  await page.getByText('Nothing needs attention.').waitFor();
});

test('an order that needs attention can be sent again with the keyboard alone', async () => {
  await addWaitingOrder('Priya');
  const page = await openView('needs-attention', 'baker');
  const again = page.getByRole('button', { name: /^Try again/ });
  await tabTo(again);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing needs attention.').waitFor();
  await again.waitFor({ state: 'detached' });
});

test('opening hours and settings can be changed with the keyboard alone', async () => {
  const page = await openView('settings');
  const { day } = inDays(5);
  await page.getByRole('button', { name: `Remove the hours of ${day}` }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const isInFirstField = await page
    .getByLabel(`${day}, hours from`)
    .evaluate((field) => field === document.activeElement);
  expect(isInFirstField).toBe(true);
  await page.getByLabel('Days ahead').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('15');
  await page.keyboard.press('Enter');
  await page.getByText('The settings are saved.').waitFor();
  expect(await getSettings()).toMatchObject({ days_ahead: 15 });
});

async function openView(
  view: string,
  role: StaffRole = 'manager',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openCounterAs(browser, stack, role, view, options);
  await waitForView(page);
  return page;
}

/** Waits until all requests of the view have a response. */
async function waitForView(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
}

async function showDays(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: 'Other days' }).click();
  await page.getByLabel('From').fill(from);
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByRole('button', { name: 'Show these days' }).click();
}

/** The values of a tile. */
function tile(page: Page, name: string): Promise<string[]> {
  return page
    .locator('.key-figure', { has: page.getByRole('term').filter({ hasText: name }) })
    .getByRole('definition')
    .allTextContents();
}

/** The rows of a table, without its header. */
async function rowsOf(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}

/** Places two accepted orders and a rejected one, and records waste. */
async function orderForToday(): Promise<void> {
  const ids: number[] = [];
  for (const line of [
    { product_id: 1, quantity: 2 },
    { product_id: 9, quantity: 5 },
    { product_id: 2, quantity: 1 },
  ]) {
    const { body } = await api.post('/order', { lines: [line] });
    ids.push((body as { order_id: number }).order_id);
  }
  await api.post('/staff/products/9/stock-movements', { reason: 'waste', units: 4 });
  await eventually(async () => {
    for (const id of ids) {
      const { body } = await api.get(`/order/${id}`);
      expect((body as { status: string }).status).toBe('Completed');
    }
  });
  // Placement refuses an order for more than the stock, so the rejection is written directly.
  await database.query(`update orders set status = 'Rejected', reason = 'sold out' where id = $1`, [
    ids.at(-1),
  ]);
}

/** Inserts an order that has been Pending for too long. */
async function addWaitingOrder(customerName: string): Promise<void> {
  await database.query(
    `with placed as (
       insert into orders (status, placed_at, relay_at, correlation_id, request_hash,
         customer_name, attempts, last_error)
       values ('Pending', now() - interval '20 minutes', now() + interval '10 minutes', 'test', 'test',
         $1, 3, 'the disk was full')
       returning id
     )
     insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
     select id, 1, 1, 1, 50000, 'Chocolate Cake' from placed`,
    [customerName],
  );
}

const bakersPassword = 'for-the-first-day';

async function createBaker(name: string): Promise<void> {
  await api.post('/staff/accounts', { name, role: 'baker', password: bakersPassword });
}

async function signInWith(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function save(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/staff/settings') && response.request().method() === 'PUT',
  );
  await page.getByRole('button', { name: 'Save settings' }).click();
  expect((await answered).status()).toBe(200);
  await page.getByText('The settings are saved.').waitFor();
}

async function getSettings(): Promise<Settings> {
  return (await api.get('/staff/settings')).body as Settings;
}

/** The names and values of a section of settings that are shown as text. */
async function factsOf(page: Page, title: string): Promise<string[][]> {
  const section = page.locator('section', { has: page.getByRole('heading', { name: title }) });
  const rows = await section.locator('dl > div').all();
  return Promise.all(rows.map((row) => row.locator('dt, dd').allInnerTexts()));
}

/** A picture for a file field. */
async function screenshotFile(page: Page) {
  const buffer = await page.getByRole('heading', { level: 1 }).screenshot();
  return { name: 'logo.png', mimeType: 'image/png', buffer };
}

/** The fault shown at a field. */
function faultOf(page: Page, label: string): Promise<string> {
  return page.getByLabel(label).evaluate((field) => {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    return document.getElementById(ids.at(-1) ?? '')?.textContent ?? '';
  });
}

/** A day in the near future on the bakery's calendar. */
function inDays(days: number) {
  const at = new Date(Date.now() + days * 86_400_000);
  return {
    date: new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at),
    day: new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(at),
  };
}

/** The pickup slots of a day that customers can choose. */
async function listSlots(date: string) {
  const { status, body } = await api.get(`/pickup-slots?date=${date}&product_id=2`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body as ListPickupSlotsResponse).slots.filter(({ refusal }) => refusal === null);
}

/** The starts of the slots that customers can choose, in the bakery's local time. */
async function listSlotTimes(date: string): Promise<string[]> {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' });
  return (await listSlots(date)).map(({ starts_at }) => clock.format(new Date(starts_at)));
}
