/**
 * Opens every page in both languages, in light and dark mode, on a desktop and on a phone: axe finds no violation, no
 * element is too wide for a phone or too small to tap, and the console stays empty.
 */
import type { Page } from 'playwright-core';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { insertPastWeeks, placeMorning } from '../support/demo-orders.ts';
import {
  findOverflow,
  findSmallTargets,
  findViolations,
  keepScreenshot,
  phone,
} from '../support/pages.ts';
import { newShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

interface PageToSee {
  readonly name: string;
  readonly path: string;
  /** A selector that matches when the page is complete. */
  readonly readySelector: string;
  /** A text on the page. */
  readonly text: Readonly<Record<Language, string>>;
  /** Actions before the page is checked. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Actions that undo unsaved input, so that the page can be left without a dialog. */
  readonly tidy?: (page: Page) => Promise<void>;
}

type Language = 'en' | 'de';
const languages: readonly Language[] = ['en', 'de'];
const desktop = { width: 1366, height: 900 };
const small = phone.viewport ?? desktop;
const day = addDays(dateAt(new Date(), 'Asia/Kolkata'), 2);
const cake = 10;

const { stack, browser, database } = await useSharedStack();
let order: { readonly id: number; readonly token: string };

beforeAll(async () => {
  const shop = newShopClient(stack.apiUrl);
  const { body } = await shop.post('/order', {
    lines: [{ product_id: cake, quantity: 1, note: 'Emma, 7 years' }],
    customer: { name: 'Emma', phone: '+91 98765 43210' },
    pickup_at: `${day}T10:00:00+05:30`,
  });
  const { order_id: id, token } = placeOrderResponse.parse(body);
  order = { id, token };
  await placeMorning(shop, day);
  await insertPastWeeks(database);
  await database.query('update products set stock = 0 where id = 9');
});

function pagesForEverybody(): PageToSee[] {
  return [
    {
      name: 'shop',
      path: '/',
      readySelector: '.card h3',
      text: { en: 'Your orders', de: 'Ihre Bestellungen' },
      prepare: (page) =>
        page.locator('.card', { hasText: 'Bread Platter' }).locator('.add').click(),
    },
    {
      name: 'shop-product',
      path: '/',
      readySelector: '.card h3',
      text: { en: 'May contain traces of', de: 'Kann Spuren enthalten von' },
      prepare: (page) => page.locator('.card h3 a').first().click(),
    },
    {
      name: 'shop-orders',
      path: '/#orders',
      readySelector: '#orders-title',
      text: { en: 'No orders yet', de: 'Noch keine Bestellungen' },
    },
    {
      name: 'checkout',
      path: '/#checkout',
      readySelector: '#checkout-title',
      text: { en: 'Pickup time', de: 'Abholzeit' },
      async prepare(page) {
        await page.locator('.option input').nth(1).check();
        await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().waitFor();
      },
    },
    {
      name: 'order-page',
      path: `/order#${order.id}.${order.token}`,
      readySelector: '#lines li',
      text: { en: 'Your order', de: 'Ihre Bestellung' },
    },
    {
      name: 'order-page-cancel',
      path: `/order#${order.id}.${order.token}`,
      readySelector: '#cancel',
      text: { en: `Cancel order ${order.id}?`, de: `Bestellung ${order.id} stornieren?` },
      prepare: (page) => page.locator('#cancel').click(),
    },
    {
      name: 'order-page-status',
      path: `/order#${order.id}`,
      readySelector: '#status-only',
      text: {
        en: 'Anyone with the number sees only the status',
        de: 'Mit der Nummer allein ist nur der Status zu sehen',
      },
    },
    {
      name: 'sign-in',
      path: '/counter',
      readySelector: 'form input',
      text: { en: 'Counter', de: 'Theke' },
    },
  ];
}

function pagesForStaff(): PageToSee[] {
  return [
    {
      name: 'board',
      path: `#/orders?day=${day}&show=all`,
      readySelector: '.board-head',
      text: { en: 'Confirmed', de: 'Bestätigt' },
      async prepare(page) {
        await page.locator('.ticket').nth(5).waitFor();
      },
    },
    {
      name: 'board-cancel',
      path: `#/orders?day=${day}&show=all`,
      readySelector: '.ticket',
      text: { en: 'Reason', de: 'Grund' },
      prepare: (page) => page.locator('.action-next').first().press('c'),
    },
    {
      name: 'new-order',
      path: '#/new-order',
      readySelector: '.offer-button',
      text: { en: 'New order', de: 'Neue Bestellung' },
      async prepare(page) {
        await page.setViewportSize(desktop);
        await page.locator('.offer-button', { hasText: 'Bread Platter' }).click();
        await page.locator('.draft-pickup .chip').nth(1).click();
        await page.locator('.pickup-details option').last().waitFor({ state: 'attached' });
      },
      async tidy(page) {
        await page.setViewportSize(desktop);
        await page.locator('.draft .stepper button').first().click();
      },
    },
    {
      name: 'order',
      path: `#/orders/${order.id}`,
      readySelector: '.order-lines li',
      text: { en: `Order ${order.id}`, de: `Bestellung ${order.id}` },
    },
    {
      name: 'bake-sheet',
      path: `#/bake-sheet/${day}`,
      readySelector: '.sheet-product',
      text: { en: 'Bake sheet', de: 'Backzettel' },
    },
    {
      name: 'plan',
      path: '#/plan',
      readySelector: '.plan-input',
      text: { en: 'Baked daily', de: 'Täglich gebacken' },
    },
    {
      name: 'daily-stock',
      path: '#/stock/daily',
      readySelector: 'tbody .books-total',
      text: { en: 'Type the totals of the day', de: 'Geben Sie die Summen des Tages ein' },
    },
    {
      name: 'stock',
      path: '#/stock',
      readySelector: '.shelf-product',
      text: { en: 'Stock', de: 'Bestand' },
    },
    {
      name: 'movements',
      path: '#/stock/2',
      readySelector: 'tbody tr',
      text: { en: 'Counted', de: 'Gezählt' },
    },
    {
      name: 'catalogue',
      path: '#/catalogue',
      readySelector: '.product-row',
      text: { en: 'New product', de: 'Neues Produkt' },
    },
    {
      name: 'product',
      path: '#/catalogue/2',
      readySelector: '.product-view',
      text: { en: 'Take off sale', de: 'Aus dem Verkauf nehmen' },
    },
    {
      name: 'new-product',
      path: '#/catalogue/new',
      readySelector: '.product-form',
      text: { en: 'New product', de: 'Neues Produkt' },
    },
    {
      name: 'pools',
      path: '#/pools',
      readySelector: 'main h1',
      text: { en: 'New pool', de: 'Neuer Pool' },
    },
    {
      name: 'options',
      path: '#/options',
      readySelector: 'main h1',
      text: { en: 'New group', de: 'Neue Gruppe' },
    },
    {
      name: 'settings',
      path: '#/settings',
      readySelector: '.settings',
      text: { en: 'Opening hours', de: 'Öffnungszeiten' },
    },
    {
      name: 'dashboard',
      path: '#/dashboard',
      readySelector: '.charts figure',
      text: { en: 'Reports', de: 'Berichte' },
    },
    {
      name: 'trouble',
      path: '#/needs-attention',
      readySelector: 'main h1',
      text: { en: 'Nothing needs attention', de: 'Nichts braucht Aufmerksamkeit' },
    },
    {
      name: 'accounts',
      path: '#/accounts',
      readySelector: '.account',
      text: { en: 'Create account', de: 'Konto anlegen' },
    },
    {
      name: 'password',
      path: '#/password',
      readySelector: 'main form',
      text: { en: 'Current password', de: 'Bisheriges Passwort' },
    },
  ];
}

test.each(languages)(
  'every page is complete, accessible and fits the screen, in %s',
  async (language) => {
    const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
    page.setDefaultTimeout(30_000);
    await page.addInitScript((chosen) => {
      localStorage.setItem('bakery.language', JSON.stringify(chosen));
    }, language);
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.text()} ${message.location().url}`));
    page.on('pageerror', (error) => said.push(error.message));
    const findings: Record<string, string[]> = {};
    const look = async (toSee: PageToSee) => {
      const found = await findFaults(page, toSee, language);
      // Browsers log the 401 that a page gets before sign-in.
      const others = said.splice(0).filter((line) => !line.endsWith('/api/staff/session'));
      if (found.length + others.length > 0) findings[toSee.name] = [...found, ...others];
    };

    for (const toSee of pagesForEverybody()) {
      await page.goto(stack.frontendUrl + toSee.path);
      await look(toSee);
      await page.keyboard.press('Escape');
    }
    await page.locator('input[autocomplete=username]').fill('manager');
    await page.locator('input[type=password]').fill('croissants-for-everybody');
    await page.keyboard.press('Enter');
    await page.locator('#navigation a').first().waitFor();
    for (const toSee of pagesForStaff()) {
      await page.evaluate((hash) => (location.hash = hash), toSee.path);
      await look(toSee);
      await page.keyboard.press('Escape');
      await toSee.tidy?.(page);
    }
    expect(findings).toEqual({});
  },
);

async function findFaults(
  page: Page,
  { name, readySelector, text, prepare }: PageToSee,
  language: Language,
): Promise<string[]> {
  await page.locator(readySelector).first().waitFor();
  await prepare?.(page);
  await page.getByText(text[language]).filter({ visible: true }).first().waitFor();
  const keep = (kind: string) => language === 'en' && keepScreenshot(page, `${name}-${kind}`);
  const faults: string[] = [];
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'light' });
  faults.push(...(await findViolations(page)));
  await keep('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await findViolations(page, 'colours')));
  await page.setViewportSize(small);
  await keep('phone-dark');
  faults.push(...(await findSmallTargets(page)), ...(await findOverflow(page)));
  await page.setViewportSize({ ...small, width: 320 });
  faults.push(...(await findOverflow(page)));
  return faults;
}
