import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { ListClosuresResponse, Settings } from '../../shared/contract/settings.ts';
import { openBrowser } from '../support/browser.ts';
import {
  findSmallTargets,
  findViolations,
  keepScreenshot,
  openCounter,
  phone,
  signIn,
} from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The demo's. */
const timeZone = 'Asia/Kolkata';

let stack: Stack;
let browser: Browser;
/** The manager beside the pages, by the API. */
let api: ShopClient;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  api = newShopClient(stack.apiUrl);
  await api.signIn('manager', 'croissants-for-everybody');
});

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

describe('the settings', () => {
  test('opening hours that a manager changes are those that customers choose from', async () => {
    const page = await openRoom('settings');
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

  test('what is wrong is said where it is', async () => {
    const page = await openRoom('settings');
    await page.getByLabel('Units per slot').fill('0');
    await page.getByLabel('Tuesday, hours until').fill('06:00');
    await page.getByRole('button', { name: 'Save the settings' }).click();
    await page.getByText('A whole number from 1 to 1,000,000.').waitFor();
    const until = page.getByLabel('Tuesday, hours until');
    expect(await until.getAttribute('aria-invalid')).toBe('true');
    expect(await faultOf(page, 'Tuesday, hours until')).toMatch(/^Later than the beginning/);
    expect(await faultOf(page, 'Days ahead')).toBe('');
    await page.getByLabel('Units per slot').fill('2000');
    await until.fill('19:00');
    await save(page);
    expect(await faultOf(page, 'Units per slot')).toBe('');
  });

  test('of two managers the slower one is told, and neither loses anything', async () => {
    const [slower, faster] = await Promise.all([openRoom('settings'), openRoom('settings')]);
    await slower.getByLabel('Units per slot').fill('55');
    await faster.getByLabel('Days ahead').fill('21');
    await save(faster);
    await slower.getByRole('button', { name: 'Save the settings' }).click();
    await slower.getByText('Somebody else has changed the settings meanwhile.').waitFor();
    expect(await slower.getByLabel('Units per slot').inputValue()).toBe('55');
    expect(await slower.getByLabel('Days ahead').inputValue()).toBe('21');
    await save(slower);
    expect(await getSettings()).toMatchObject({ slot_capacity: 55, days_ahead: 21 });
  });

  test('another name and country show on the page at once', async () => {
    const page = await openRoom('settings');
    await page.getByLabel('Name', { exact: true }).fill('Bäckerei <b>Korn</b>');
    await page.getByLabel('Language of the pages').selectOption('Deutsch');
    await page.getByLabel('Country').selectOption('Germany');
    await page.getByLabel('Currency').selectOption('EUR');
    await page.getByText(/1\.234,50\s€/).waitFor();
    await page.getByRole('button', { name: 'Save the settings' }).click();
    await page.getByText('Die Einstellungen sind gespeichert.').waitFor();
    await page.getByRole('link', { name: 'Bäckerei <b>Korn</b>' }).waitFor();
    expect(await getSettings()).toMatchObject({ locale: 'de-DE', currency: 'EUR' });
    await page.getByLabel('Sprache der Seiten').selectOption('English');
    await page.getByLabel('Land').selectOption('Indien');
    await page.getByLabel('Währung').selectOption('INR');
    await page.getByLabel('Name', { exact: true }).fill('The Bakery');
    await page.getByRole('button', { name: 'Einstellungen speichern' }).click();
    await page.getByText('The settings are saved.').waitFor();
    expect(new URL(page.url()).hash).toBe('#/settings');
  });

  test('a baker reads them and changes nothing', async () => {
    const page = await openRoom('settings', 'baker');
    await page.getByText('Managers change the settings').waitFor();
    expect(await page.getByLabel('Cut-off').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Save|Close this day|Add hours/ }).count()).toBe(
      0,
    );
  });

  test('what was typed stays when the bakery does not answer', async () => {
    const page = await openRoom('settings');
    await page.route('**/api/staff/settings', (route) => route.abort());
    await page.getByLabel('Days ahead').fill('9');
    await page.getByRole('button', { name: 'Save the settings' }).click();
    await page.getByText('does not answer. Try again in a moment.').waitFor();
    expect(await page.getByLabel('Days ahead').inputValue()).toBe('9');
  });
});

describe('closed days', () => {
  test('are told to customers with the orders they affect, and opened again and back', async () => {
    const { date } = inDays(3);
    const pickup_at = (await listSlots(date)).at(-1)?.starts_at;
    await api.post('/order', {
      lines: [{ product_id: 2, quantity: 1 }],
      customer: { name: 'Emma', phone: '+91 98765 43210' },
      pickup_at,
    });
    const page = await openRoom('settings');
    await page.getByLabel('Day', { exact: true }).fill(date);
    await page.getByRole('button', { name: 'Close this day' }).click();
    await page.getByText('Customers want to know why').waitFor();
    await page.getByLabel('What customers are told').fill('Closed <i>for</i> the fair');
    await page.getByRole('button', { name: 'Close this day' }).click();
    await page.getByText('Closed <i>for</i> the fair').waitFor();
    await page.getByText('1 order is for this day: call its customer').waitFor();
    expect(await listSlots(date)).toEqual([]);
    await page.getByRole('button', { name: 'Open again' }).click();
    await page.getByText('No closed days are planned.').waitFor();
    expect(await listSlots(date)).not.toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Closed <i>for</i> the fair').waitFor();
    expect((await api.get('/staff/closures')).body as ListClosuresResponse).toMatchObject([
      { date, message: 'Closed <i>for</i> the fair' },
    ]);
    await api.delete(`/staff/closures/${date}`);
  });
});

describe.each(['settings'])('the room of %s', (room) => {
  test.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
    const page = await openRoom(room, 'manager', { colorScheme, reducedMotion: 'reduce' });
    expect(await findViolations(page)).toEqual([]);
    await keepScreenshot(page, `${room}-${colorScheme}`);
  });

  test('fits a phone and leaves the console empty', async () => {
    const page = await openRoom(room, 'manager', phone);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.reload();
    await waitForRoom(page);
    const [content, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(screen);
    expect(await findSmallTargets(page)).toEqual([]);
    expect(said).toEqual([]);
    await keepScreenshot(page, `${room}-phone`);
  });
});

test('settings and closed days can be changed with the keyboard alone', async () => {
  const page = await openRoom('settings');
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

type Who = 'manager' | 'baker';

async function openRoom(
  room: string,
  who: Who = 'manager',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openCounter(browser, stack, { ...options, storageState: await stateOf(who) });
  await page.evaluate((address) => (location.hash = address), `#/${room}`);
  await waitForRoom(page);
  return page;
}

type SignedIn = NonNullable<BrowserContextOptions['storageState']>;
const states = new Map<Who, SignedIn>();

/** The cookie of somebody who has signed in. */
async function stateOf(who: Who): Promise<SignedIn> {
  const known = states.get(who);
  if (known) return known;
  const page = await openCounter(browser, stack);
  await signIn(page, who);
  await waitForRoom(page);
  const { cookies } = await page.context().storageState();
  const state = { cookies, origins: [] };
  states.set(who, state);
  return state;
}

/** All that the room asks for has been answered. */
async function waitForRoom(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function save(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/staff/settings') && response.request().method() === 'PUT',
  );
  await page.getByRole('button', { name: 'Save the settings' }).click();
  expect((await answered).status()).toBe(200);
  await page.getByText('The settings are saved.').waitFor();
}

async function getSettings(): Promise<Settings> {
  return (await api.get('/staff/settings')).body as Settings;
}

/** What is said to be wrong with a field. */
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

/** The slots of a day that can be chosen. */
async function listSlots(date: string) {
  const { body } = await api.get(`/pickup-slots?date=${date}&product_id=2`);
  return (body as ListPickupSlotsResponse).slots.filter(({ refusal }) => refusal === null);
}

/** When they begin, on the bakery's clock. */
async function listSlotTimes(date: string): Promise<string[]> {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' });
  return (await listSlots(date)).map(({ starts_at }) => clock.format(new Date(starts_at)));
}
