/**
 * Takes the README's picture of the shop, with a basket and a completed order:
 *
 *   npx node tests/support/screenshot.ts
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../build.ts';
import { openBrowser } from './browser.ts';
import { startStack } from './stack.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

await mkdir(folder, { recursive: true });
await buildAll('sqs');
const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(stack.frontendUrl);
  for (const name of ['Chocolate Cake', 'Pain au Chocolat']) await add(name);
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.getByText('Completed', { exact: true }).waitFor();
  for (const name of ['Sourdough Loaf', 'Cinnamon Roll']) await add(name);
  await page.getByRole('button', { name: 'One Cinnamon Roll more' }).first().click();
  await page.getByRole('heading', { name: 'The Bakery' }).hover();
  await page.screenshot({ path: `${folder}/shop.png`, animations: 'disabled' });

  function add(name: string) {
    return page.getByRole('button', { name: `Add ${name}` }).click();
  }
} finally {
  await browser.close();
  await stack.stop();
}
