import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Stack } from './stack.ts';

/** A phone of the usual size. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** @returns the counter, before anybody has signed in */
export async function openCounter(
  browser: Browser,
  { frontendUrl }: Pick<Stack, 'frontendUrl'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${frontendUrl}/counter`);
  return page;
}

/** Signs in as somebody of the demo. */
export async function signIn(
  page: Page,
  name: 'baker' | 'manager',
  password = 'croissants-for-everybody',
): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What axe finds wrong with what the page shows; empty when all is well. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Everything to press that is smaller than a fingertip. */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.locator('button:visible, a:visible').evaluateAll((targets) =>
    targets
      .map((target) => ({ text: target.textContent, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ text, box }) => `${text}: ${box.width} × ${box.height}`),
  );
}

const screenshots = fileURLToPath(new URL('../../test-output/screenshots', import.meta.url));

/** A picture of the whole page for people to look at, in `test-output/screenshots/`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
}
