/** Barcode scanners at the counter: a scan triggers no button or shortcut, and the code of a printed order opens its order. */
import type { Page } from 'playwright-core';
import { placeOrderResponse, staffOrderResponse } from '../../shared/contract/orders.ts';
import { eventually } from '../support/eventually.ts';
import { accountOf, openCounter, openCounterAs, typeByHand } from '../support/pages.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const platter = 12;
/** Milliseconds per key. */
const paces = [0, 20, 50];
const wrongToken = 'c0ffee00c0ffee00c0ffee00c0ffee00';

const { stack, browser } = await useSharedStack();
let baker: ShopClient;
let customer: ShopClient;

beforeAll(async () => {
  customer = newShopClient(stack.apiUrl);
  baker = newShopClient(stack.apiUrl);
  await baker.signIn('baker', 'croissants-for-everybody');
});

describe('a scan while a ticket’s button has the focus', () => {
  test.each(paces)('of a printed order opens its order, at %d ms per character', async (delay) => {
    const { page, id } = await openTicket();
    const scanned = await placeOrder();
    await scan(page, `${scanned.address}\n`, delay);
    await orderIsOpen(page, scanned.id);
    await isUnchanged(page, id);
  });

  test.each([
    ['a prefix', (address: string) => `]Q3${address}\n`],
    ['a shortcut and a space as prefix', (address: string) => `c ${address}\n`],
    ['a space as prefix', (address: string) => ` ${address}\n`],
    ['Tab at its end', (address: string) => `${address}\t`],
    ['two Enters at its end', (address: string) => `${address}\n\n`],
    ['nothing at its end', (address: string) => address],
    ['capitals', (address: string) => `${address.toUpperCase()}\n`],
  ])('opens its order with %s', async (_, toText) => {
    const { page, id } = await openTicket();
    const scanned = await placeOrder();
    await scan(page, toText(scanned.address));
    await orderIsOpen(page, scanned.id);
    await isUnchanged(page, id);
  });

  test.each([
    'c0123456789\n',
    '4006381333931\n',
    'C-100\n\n',
    ' cc c\t',
    'https://example.org/cake\n',
    `http://localhost:3000/order#101.${wrongToken}\n`,
    `http://localhost:3000/order#2147483647.${wrongToken}\n`,
    '101\n',
  ])('of another code, %j, shows a message and changes no order', async (text) => {
    const { page, id } = await openTicket();
    await scan(page, text);
    await page.getByText('This code is not from an order of this bakery.').waitFor();
    await isUnchanged(page, id);
    expect(new URL(page.url()).hash).toMatch(/^#\/orders/);
  });

  test('presses no other button and follows no link', async () => {
    const { page, id } = await openTicket();
    const ticket = page.locator(`.ticket[data-order="${id}"]`);
    for (const target of [
      ticket.getByRole('button', { name: `Mark ready: order ${id}` }),
      ticket.getByRole('link', { name: String(id) }),
      page.locator('.day-tiles button').nth(1),
      page.getByRole('link', { name: 'Stock' }),
    ]) {
      await target.focus();
      await scan(page, ' c4006381333931 \n');
      await page.getByText('This code is not from an order').waitFor();
      await page.locator('.toast').evaluate((toast) => toast.remove());
      expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    await isUnchanged(page, id);
    expect(new URL(page.url()).hash).toMatch(/^#\/orders/);
  });
});

test('a password manager that types as fast as a scanner signs in', async () => {
  const page = await openCounter(browser, stack);
  await page.getByLabel('Name').focus();
  await scan(page, 'manager\tcroissants-for-everybody\n');
  await accountOf(page, 'manager').waitFor();
});

test('a scan in the search field finds its order', async () => {
  const { page } = await openTicket();
  const scanned = await placeOrder();
  await page.getByPlaceholder('Number, name, phone, item').focus();
  await scan(page, `${scanned.address}\n`);
  await page.getByRole('heading', { name: '1 order found' }).waitFor();
  await page.getByRole('link', { name: String(scanned.id), exact: true }).waitFor();
  expect(await page.getByPlaceholder('Number, name, phone, item').inputValue()).toBe(
    scanned.address,
  );
});

test.each(paces)(
  'a scan in the reason of a cancellation does not confirm the cancellation, at %d ms',
  async (delay) => {
    const { page, id } = await openTicket();
    await page.keyboard.press('c');
    const reason = page.getByRole('dialog').getByLabel('Reason');
    await reason.waitFor();
    await scan(page, '4006381333931\n\n', delay);
    expect(await reason.inputValue()).toBe('4006381333931');
    await page.keyboard.press('Escape');
    await isUnchanged(page, id);
  },
);

test('a scan that ends with Tab and Enter does not press the button after the reason', async () => {
  const { page, id } = await openTicket();
  await page.keyboard.press('c');
  const reason = page.getByRole('dialog').getByLabel('Reason');
  await reason.waitFor();
  await scan(page, '4006381333931\t\n');
  expect(await reason.inputValue()).toBe('4006381333931');
  await page.keyboard.press('Escape');
  await isUnchanged(page, id);
});

test('a scan while a button of the cancellation has the focus neither confirms nor opens anything', async () => {
  const { page, id } = await openTicket();
  const scanned = await placeOrder();
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Not picked up' }).focus();
  await scan(page, `${scanned.address}\n`);
  await page.getByText('Answer the question first').waitFor();
  expect(await page.getByLabel('Reason').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Cancel order', exact: true }).focus();
  await scan(page, ` c${scanned.address}\n`);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await isUnchanged(page, id);
});

test('a scan changes neither a date field nor a select', async () => {
  const { page } = await openTicket();
  const day = page.getByLabel('Another day');
  const before = await day.inputValue();
  await day.focus();
  await scan(page, '4006381333931\n');
  await page.getByText('This code is not from an order').waitFor();
  expect(await day.inputValue()).toBe(before);

  const settings = await openCounterAs(browser, stack, 'manager', 'settings');
  const country = settings.getByLabel('Country');
  await country.focus();
  await scan(settings, 'germany\n');
  await settings.getByText('This code is not from an order').waitFor();
  expect(await country.inputValue()).toBe('IN');
});

test('a scan on another order’s page opens the scanned order and changes nothing', async () => {
  const [shown, scanned] = [await placeOrder(), await placeOrder()];
  const page = await openCounterAs(browser, stack, 'baker', `orders/${shown.id}`);
  await page.getByRole('button', { name: `Mark ready: order ${shown.id}` }).focus();
  await scan(page, `${scanned.address}\n`);
  await orderIsOpen(page, scanned.id);
  await isUnchanged(page, shown.id);
});

test('shortcuts, Space, Enter and typing by hand still work', async () => {
  const { page, id } = await openTicket();
  await page.keyboard.press('c');
  await page.getByRole('dialog').waitFor();
  await typeByHand(page, 'no oven');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: `Mark ready: order ${id}` }).focus();
  await page.keyboard.press('Space');
  const pickedUp = page.locator(`.ticket[data-order="${id}"] .status`).getByText('Picked up');
  await page.locator(`.ticket[data-order="${id}"] .status`).getByText('Ready').waitFor();
  await page.locator(':focus:not([aria-disabled=true])').waitFor();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: 'Picked up' }).or(pickedUp).first().waitFor();
  if (await question.isVisible()) await question.getByRole('button', { name: 'Picked up' }).click();
  await pickedUp.waitFor();
});

/** Opens the board with the focus on the next action of a new order. */
async function openTicket() {
  const { id, date } = await placeOrder();
  const page = await openCounterAs(browser, stack, 'baker');
  await page.getByLabel('Another day').fill(date);
  const button = page.getByRole('button', { name: `Mark ready: order ${id}` });
  await button.focus();
  return { page, id };
}

/** @returns a new order, with the text of its printed code */
async function placeOrder() {
  const { body } = await customer.post('/order', {
    lines: [{ product_id: platter, quantity: 1 }],
    customer: { name: 'Emma' },
  });
  const { order_id: id, token } = placeOrderResponse.parse(body);
  const pickupAt = await eventually(() => getPickup(id));
  const date = new Date(pickupAt).toLocaleDateString('sv-SE', { timeZone: 'Asia/Kolkata' });
  return { id, date, address: `${stack.publicUrl}/order#${id}.${token}` };
}

/** @throws while the order has no pickup time */
async function getPickup(id: number): Promise<string> {
  const { body } = await baker.get(`/staff/orders/${id}`);
  const { pickup_at: pickupAt } = staffOrderResponse.parse(body);
  if (pickupAt === null) throw new Error(`Order ${id} has no pickup time.`);
  return pickupAt;
}

/**
 * Sends the keys at once, with a scanner's time stamps, so that a busy machine does not slow the scan.
 * @param delay milliseconds from key to key
 */
async function scan(page: Page, text: string, delay = 0) {
  const session = await page.context().newCDPSession(page);
  const began = Date.now();
  const sent = Array.from(text).flatMap((character, index) => {
    const { text: written, ...key } = keyOf(character);
    const timestamp = (began + index * delay) / 1_000;
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, text: written, timestamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, timestamp }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}

const namedKeys: Readonly<Record<string, readonly [key: string, code: string, text: string]>> = {
  '\n': ['Enter', 'Enter', '\r'],
  '\t': ['Tab', 'Tab', ''],
  ' ': [' ', 'Space', ' '],
};

function keyOf(character: string) {
  const letter = character.toUpperCase();
  const plain = [character, /[A-Z]/.test(letter) ? `Key${letter}` : `Digit${character}`, character];
  const [key = '', code = '', text = ''] = namedKeys[character] ?? plain;
  // For other characters, the character code would be the code of a key that moves the cursor.
  const own = /^[A-Z0-9 ]$/.test(letter) ? letter.charCodeAt(0) : 0;
  const windowsVirtualKeyCode = { Enter: 13, Tab: 9 }[key] ?? own;
  return { key, code, text, windowsVirtualKeyCode };
}

function orderIsOpen(page: Page, id: number): Promise<void> {
  return page.getByRole('heading', { name: `Order ${id}`, exact: true, level: 1 }).waitFor();
}

async function isUnchanged(page: Page, id: number) {
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { body } = await baker.get(`/staff/orders/${id}`);
  const { status, timeline } = staffOrderResponse.parse(body);
  expect([status, timeline.length]).toEqual(['Processing', 2]);
}
