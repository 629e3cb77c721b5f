import { text } from 'node:stream/consumers';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { findViolations, keepScreenshot, phone } from '../support/pages.ts';
import { onePixel } from '../support/pictures.ts';
import { scanQrCode } from '../support/scan-qr-code.ts';
import { newShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

const birthdayCake = 10;
const khari = 7;

test('shows the status until the order is picked up', async () => {
  const { id, token } = await placeOrder({
    lines: [{ product_id: birthdayCake, quantity: 2, note: 'Emma, 7 years' }],
    customer: { name: 'Emma', phone: '+91 98765 43210' },
  });
  const page = await openOrder(`${id}.${token}`, phone);
  await stands(page, 'Confirmed');
  await page.getByText('2\u00a0×\u00a0Birthday Cake').waitFor();
  await page.getByText('“Emma, 7 years”').waitFor();
  expect(await page.locator('#total').textContent()).toBe('₹2,400');
  await page.getByText('For Emma · +91 98765 43210').waitFor();
  expect(await page.locator('#timeline strong').allTextContents()).toEqual([
    'Received',
    'Confirmed',
  ]);
  expect(await page.locator('#pickup-time').innerText()).toMatch(/^\w+day, .+ – .+/);
  await keepScreenshot(page, 'order-page-phone');
  await database.query(`update orders set status = 'Completed' where id = $1`, [id]);
  await stands(page, 'Ready');
  expect(await page.locator('#announcer').textContent()).toMatch(/^Order \d+: Ready\./);
  await database.query('update orders set collected_at = now() where id = $1', [id]);
  await page.getByText(/^Picked up .+ Enjoy!$/).waitFor();
  await stands(page, 'Picked up');
  expect(await page.locator('#proof').isVisible()).toBe(false);
});

test('sends the token in no request line', async () => {
  const { id, token } = await placeOrder();
  const page = await newPage();
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.goto(addressOf(`${id}.${token}`));
  await stands(page, 'Set aside for you');
  expect(urls.length).toBeGreaterThan(3);
  expect(urls.filter((url) => url.includes(token) && !url.includes(`#${id}.`))).toEqual([]);
});

test('the QR code opens the page at the public address', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`);
  const code = page.getByRole('img', { name: `QR code for order ${id}` });
  await code.waitFor();
  expect(await scanQrCode(code)).toBe(`${stack.publicUrl}/order#${id}.${token}`);
});

test('draws the QR code when it comes into view', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`, { viewport: { width: 390, height: 480 } });
  await stands(page, 'Set aside for you');
  expect(await page.locator('.qr-code').count()).toBe(0);
  await page.locator('.qr-place').scrollIntoViewIfNeeded();
  await page.getByRole('img', { name: `QR code for order ${id}` }).waitFor();
});

test('shows the picture of a product, or a drawing when the product has no picture', async () => {
  const manager = newShopClient(stack.apiUrl);
  await manager.signIn('manager', 'croissants-for-everybody');
  const picture = { type: 'image/png', data: onePixel, version: 1 };
  expect((await manager.put('/staff/products/2/picture', picture)).status).toBe(200);
  const lines = [2, khari].map((product_id) => ({ product_id, quantity: 1 }));
  const { id, token } = await placeOrder({ lines });
  const page = await openOrder(`${id}.${token}`);
  const photo = page.locator('#lines li').nth(0).locator('img');
  await photo.waitFor();
  await eventually(async () => {
    expect(await photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  });
  expect(await page.locator('#lines li').nth(1).locator('svg').count()).toBe(1);
});

test('offers the pickup as a calendar file', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(`order-${id}.ics`);
  const file = await text(await download.createReadStream());
  const { rows } = await database.query<{ pickup_at: Date }>(
    'select pickup_at from orders where id = $1',
    [id],
  );
  const starts = rows[0]?.pickup_at.toISOString().replace(/[-:]|\.000/g, '');
  expect(file).toContain(`DTSTART:${starts}`);
  expect(file).toContain('SUMMARY:Pickup at The Bakery');
  expect(file.replaceAll('\r\n ', '')).toContain(`URL:${stack.publicUrl}/order#${id}.${token}`);
  expect(file).toContain('@shop.example');
  expect(file).toContain('TRIGGER:-PT1H');
  const { rows: settings } = await database.query<{ address: string }>(
    'select address from settings',
  );
  const [street = ''] = settings[0]?.address.split('\n') ?? [];
  expect(street).not.toBe('');
  expect(file.replaceAll('\r\n ', '')).toContain(`LOCATION:${street.replaceAll(',', '\\,')}`);
  const way = page.getByRole('link', { name: 'Directions' });
  expect(await way.getAttribute('href')).toContain(encodeURIComponent(street));
  expect(await page.getByRole('link', { name: 'Call us' }).getAttribute('href')).toMatch(
    /^tel:\+?\d+$/,
  );
});

test('an order that was not accepted says why, and can be ordered again from its page', async () => {
  const { id, token } = await placeOrder({ lines: [{ product_id: khari, quantity: 3 }] });
  await database.query(`update orders set status = 'Rejected', reason = 'sold out' where id = $1`, [
    id,
  ]);
  const page = await openOrder(`${id}.${token}`);
  await stands(page, 'Not accepted');
  await page.getByText('We could not accept this order: sold out.').waitFor();
  await page.getByText('Thank you!').waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Order again' }).click();
  expect(await page.getByLabel('Quantity: Masala Khari').first().inputValue()).toBe('3');
  expect(new URL(page.url()).hash).toBe('');
});

test('a cancelled order still says when its pickup was', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`);
  // The processor finds the pickup time.
  await stands(page, 'Set aside for you');
  await database.query(`update orders set status = 'Cancelled' where id = $1`, [id]);
  await stands(page, 'Cancelled');
  await page.getByText(/^The pickup was: \w+day, .+ – .+/).waitFor();
});

test('an order that was not picked up on its day is neither thanked for nor offered as a calendar file', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`);
  await stands(page, 'Set aside for you');
  const thanks = page.getByText('Thank you!');
  const toCalendar = page.getByRole('button', { name: 'Add to calendar' });
  expect([await thanks.isVisible(), await toCalendar.isVisible()]).toEqual([true, true]);
  await database.query(
    `update orders set pickup_at = pickup_at - interval '8 days' where id = $1`,
    [id],
  );
  await page.reload();
  await stands(page, 'Set aside for you');
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
  expect([await thanks.isVisible(), await toCalendar.isVisible()]).toEqual([false, false]);
});

test('copies the link', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${stack.publicUrl}/order#${id}.${token}`,
  );
});

test('shows the link for copying by hand without clipboard access', async () => {
  const { id, token } = await placeOrder();
  const page = await newPage();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await page.goto(addressOf(`${id}.${token}`));
  await page.getByRole('button', { name: 'Copy link' }).click();
  expect(await page.getByLabel('Link to this order').inputValue()).toBe(
    `${stack.publicUrl}/order#${id}.${token}`,
  );
});

describe('cancelling', () => {
  test('is offered until the slot of an order that was set aside begins, then by phone', async () => {
    const { id, token } = await placeOrder();
    const page = await openOrder(`${id}.${token}`);
    await stands(page, 'Set aside for you');
    await page.getByText(/^You can cancel until \w+, \d+ \w+, \d+:\d\d [ap]m\.$/).waitFor();
    await database.query('update orders set cancel_until = now() where id = $1', [id]);
    await page.getByText('To cancel now, please call us:').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel order' }).isVisible()).toBe(false);
    const call = page.locator('#cancel-until a');
    expect(await call.getAttribute('href')).toMatch(/^tel:\+?\d+$/);
  });

  test('releases an order that was set aside', async () => {
    const { id, token } = await placeOrder();
    const page = await openOrder(`${id}.${token}`);
    await stands(page, 'Set aside for you');
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await stands(page, 'Cancelled');
    expect(await page.locator('#cancel-until').innerText()).toBe('');
    expect(await page.locator('#timeline strong').allTextContents()).toEqual([
      'Received',
      'Set aside',
      'Cancelled',
    ]);
  });

  test('asks for a confirmation, then cancels', async () => {
    const { id, token } = await placeOrder({ lines: [{ product_id: birthdayCake, quantity: 1 }] });
    const page = await openOrder(`${id}.${token}`);
    await stands(page, 'Confirmed');
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'Keep order' }).click();
    await stands(page, 'Confirmed');
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('dialog', { name: `Cancel order ${id}?` }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await stands(page, 'Cancelled');
    await page.getByRole('button', { name: 'Cancel order' }).waitFor({ state: 'hidden' });
    await page.locator('#order-title:focus').waitFor();
  });

  test('is refused when the order has just been packed, and is then no longer offered', async () => {
    const { id, token } = await placeOrder({ lines: [{ product_id: birthdayCake, quantity: 1 }] });
    const page = await openOrder(`${id}.${token}`);
    await stands(page, 'Confirmed');
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await database.query(`update orders set status = 'Completed' where id = $1`, [id]);
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByText('It is too late to cancel').waitFor();
    await stands(page, 'Ready');
    await page.getByRole('button', { name: 'Cancel order' }).waitFor({ state: 'hidden' });
  });

  test('explains what to do when the API does not answer', async () => {
    const { id, token } = await placeOrder({ lines: [{ product_id: birthdayCake, quantity: 1 }] });
    const page = await openOrder(`${id}.${token}`);
    await stands(page, 'Confirmed');
    await page.route('**/cancel', (route) => route.abort());
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByText('we do not know whether your order was cancelled').waitFor();
    await page.unroute('**/cancel');
    await page.getByRole('button', { name: 'Cancel order' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await stands(page, 'Cancelled');
  });
});

describe('without the full link', () => {
  test('a visitor sees only the status', async () => {
    const { id } = await placeOrder({
      lines: [{ product_id: khari, quantity: 1 }],
      customer: { name: 'Emma' },
    });
    const page = await openOrder(String(id));
    await stands(page, 'Ready');
    await page.getByText('Anyone with the number sees only the status').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Emma');
    expect(await page.locator('#pass').isVisible()).toBe(false);
  });

  test('a visitor with a wrong token sees the fault and the status', async () => {
    const { id } = await placeOrder();
    const page = await openOrder(`${id}.${'0'.repeat(32)}`);
    await page.getByText('This link is not valid for this order').waitFor();
    await stands(page, 'Ready');
  });

  test.each([
    ['999999', 'Order 999999 was not found'],
    ['', 'Which order?'],
    ['102.short', 'Which order?'],
  ])('the address #%s shows what is wrong', async (hash, title) => {
    const page = await openOrder(hash);
    await page.getByRole('heading', { name: title }).first().waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});

test('says that the page may be out of date until the next answer', async () => {
  const { id, token } = await placeOrder();
  const page = await newPage();
  await page.route('**/api/order/*', (route) => route.abort());
  await page.goto(addressOf(`${id}.${token}`));
  await page.getByText('This page may be out of date').waitFor();
  await page.unroute('**/api/order/*');
  await stands(page, 'Set aside for you');
  expect(await page.getByText('This page may be out of date').isVisible()).toBe(false);
});

test('is in German on request', async () => {
  const { id, token } = await placeOrder();
  const page = await openOrder(`${id}.${token}`);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: `Bestellung ${id}` }).waitFor();
  await stands(page, 'Für Sie zurückgelegt');
});

async function placeOrder(
  order: object = { lines: [{ product_id: khari, quantity: 1 }] },
): Promise<{ id: number; token: string }> {
  const { status, body } = await newShopClient(stack.apiUrl).post('/order', order);
  expect(status).toBe(201);
  const { order_id, token } = body as { order_id: number; token: string };
  return { id: order_id, token };
}

function addressOf(hash: string): string {
  return `${stack.frontendUrl}/order#${hash}`;
}

/** Opens a page without the service worker, which would load every page again. See installed-shop.e2e.ts. */
async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ serviceWorkers: 'block', ...options })).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function openOrder(hash: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(options);
  await page.goto(addressOf(hash));
  return page;
}

/** Waits for a status alone, or with the day and time of another day: "Confirmed for Sat, 5 Dec, 9:00 am". */
function stands(page: Page, status: string) {
  const text = new RegExp(`^${status}( for .+)?$`);
  return page.locator('#order-status').getByText(text).waitFor();
}
