/** The scripts and styles that a first visit loads before the page is complete. */
import { gzipSync } from 'node:zlib';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser } = await useSharedStack();

test.each([
  ['the shop', '/', '.card h3'],
  ['a product', '/product/1-chocolate-cake', '.product h1'],
])('%s loads at most 60,000 bytes in 12 files', async (_, path, readySelector) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!/\.(?:js|css)$/.test(response.url())) return;
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(stack.frontendUrl + path);
  await page.locator(readySelector).first().waitFor();
  const loaded = await Promise.all(sizes);
  expect(loaded.length).toBeGreaterThan(3);
  // Over HTTP/1.1 a browser loads six files at a time.
  expect(loaded.length).toBeLessThanOrEqual(12);
  expect(loaded.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
});
