import type { Page } from 'playwright-core';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser } = await useSharedStack();

test('the shop meets the requirements for installation on a phone', async () => {
  const page = await openShop();
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const answer = await page.request.get(`${stack.frontendUrl}${address}`);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as Manifest;
  expect(manifest).toMatchObject({
    name: 'The Bakery',
    start_url: '/',
    display: 'standalone',
  });
  for (const { src, sizes } of manifest.icons) {
    expect(await sizeOf(page, src)).toBe(sizes);
  }
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
});

test('a page that was loaded before opens offline with a notice', async () => {
  const page = await openShop();
  await page.getByRole('button', { name: 'Add Baguette' }).click();
  await shellIsKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('You are offline.').waitFor();
  await page.getByText('1 item in your basket').waitFor();
  await page.goto(`${stack.frontendUrl}/order#101`);
  await page.getByText('This page may be out of date').waitFor();
  await page.context().setOffline(false);
  await page.getByText('Order 101 was not found').waitFor();
});

test('a product’s page opens offline, also one that was not opened before', async () => {
  const page = await openShop();
  await shellIsKept(page);
  await page.context().setOffline(true);
  await page.goto(`${stack.frontendUrl}/product/1-chocolate-cake`);
  await page.getByText('You are offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Chocolate Cake' }).waitFor();
});

test('API answers are never cached', async () => {
  const page = await openShop();
  await shellIsKept(page);
  await page.reload();
  await page.locator('.card h3').first().waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const opened = await Promise.all(names.map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/shop.js');
  expect(kept.filter((path) => path.startsWith('/api') || path.startsWith('/counter'))).toEqual([]);
});

interface Manifest {
  readonly icons: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly purpose?: string;
  }[];
}

/** The size of an image, for example "192x192". */
function sizeOf(page: Page, source: string): Promise<string> {
  return page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    return `${image.naturalWidth}x${image.naturalHeight}`;
  }, source);
}

async function openShop(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(stack.frontendUrl);
  await page.locator('.card h3').first().waitFor();
  return page;
}

/** Waits until the service worker controls the page and has cached its files. */
function shellIsKept(page: Page) {
  return page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}
