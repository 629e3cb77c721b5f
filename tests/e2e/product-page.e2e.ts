/** The page of a product in a browser, from the embedded server. */
import { findViolations } from '../support/pages.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();
const cake = '/product/1-chocolate-cake';

test('is under the headers of the pages, and opens again after a reload that is answered with 304', async () => {
  const page = await browser.newPage();
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith(cake)) statuses.push(response.status());
  });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await page.goto(stack.frontendUrl + cake);
  await page.getByRole('heading', { name: 'Chocolate Cake' }).waitFor();
  await page.goto(`${stack.frontendUrl}/`);
  await page.goto(stack.frontendUrl + cake);
  await page.getByRole('heading', { name: 'Chocolate Cake' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Chocolate Cake' }).waitFor();
  expect(statuses.length).toBeGreaterThan(1);
  expect(refused).toEqual([]);
});

test('has the tags of the product, with addresses of the shop, before any script runs', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const answer = await page.goto(stack.frontendUrl + cake);
  expect(answer?.status()).toBe(200);
  expect(await page.title()).toBe('Chocolate Cake – The Bakery');
  const contentOf = (property: string) =>
    page.locator(`meta[property="${property}"]`).getAttribute('content');
  expect(await contentOf('og:title')).toBe('Chocolate Cake');
  expect(await contentOf('og:url')).toBe(stack.publicUrl + cake);
  expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
    stack.publicUrl + cake,
  );
});

test.each(['12-bread-platter', '999999-nothing', 'nothing'])(
  'of no product on sale, %s, is answered with 404, says so and shows the other products',
  async (slug) => {
    await database.query('update products set active = false where id = 12');
    try {
      const page = await browser.newPage();
      const answer = await page.goto(`${stack.frontendUrl}/product/${slug}`);
      expect(answer?.status()).toBe(404);
      await page.getByRole('heading', { level: 1, name: 'Product not found' }).waitFor();
      expect(await page.title()).toBe('Product not found · The Bakery');
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Chocolate Cake', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Chocolate Cake' }).waitFor();
    } finally {
      await database.query('update products set active = true where id = 12');
    }
  },
);

test('another address is answered with 404 and a page that leads to the shop', async () => {
  const page = await browser.newPage();
  const answer = await page.goto(`${stack.frontendUrl}/anything-else`);
  expect(answer?.status()).toBe(404);
  await page.getByRole('link', { name: 'To the shop' }).click();
  await page.getByRole('heading', { name: 'Chocolate Cake' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});
