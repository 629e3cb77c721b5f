import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Result } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { StaffRole } from '../../shared/domain/staff.ts';
import type { Stack } from './stack.ts';

/** A phone of the usual size. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** @returns the counter, before sign-in */
export async function openCounter(
  browser: Browser,
  { frontendUrl }: Pick<Stack, 'frontendUrl'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await newCounterPage(browser, options);
  await page.goto(`${frontendUrl}/counter`);
  return page;
}

async function newCounterPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  // A headless print dialog would stay open for ever, and a page that is being printed gives no
  // PDF.
  await page.addInitScript('globalThis.dialogs = 0; globalThis.print = () => { dialogs++; }');
  page.setDefaultTimeout(30_000);
  return page;
}

/** How often a counter page has opened the browser's print dialog since it was loaded. */
export function countPrintDialogs(page: Page): Promise<number> {
  return page.evaluate('dialogs');
}

/** Signs in as a member of the demo's staff. */
export async function signIn(
  page: Page,
  name: StaffRole,
  password = 'croissants-for-everybody',
): Promise<void> {
  // The sign-in dialog may be above a page with other fields of these names.
  const form = page.locator('form').filter({ has: page.getByLabel('Password') });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

type SignedIn = NonNullable<BrowserContextOptions['storageState']>;

/** Hashing a password takes long, so each account signs in once per browser. */
const signedIn = new WeakMap<Browser, Map<StaffRole, Promise<SignedIn>>>();

/** @returns the counter at "#/…", for a member of the demo's staff who has signed in */
export async function openCounterAs(
  browser: Browser,
  stack: Pick<Stack, 'frontendUrl'>,
  role: StaffRole,
  address = '',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const states = signedIn.get(browser) ?? new Map<StaffRole, Promise<SignedIn>>();
  signedIn.set(browser, states);
  const state = states.get(role) ?? signInOnce(browser, stack, role);
  states.set(role, state);
  const page = await newCounterPage(browser, { ...options, storageState: await state });
  await page.goto(`${stack.frontendUrl}/counter#/${address}`);
  await isIn(page);
  return page;
}

/** The cookie of a signed-in member of staff. */
async function signInOnce(
  browser: Browser,
  stack: Pick<Stack, 'frontendUrl'>,
  role: StaffRole,
): Promise<SignedIn> {
  const page = await openCounter(browser, stack);
  await signIn(page, role);
  await isIn(page);
  const { cookies } = await page.context().storageState();
  await page.context().close();
  return { cookies, origins: [] };
}

function isIn(page: Page): Promise<void> {
  return page.locator('.account-button').waitFor();
}

/** The button of the account's menu in the counter. */
export function accountOf(page: Page, name: string): Locator {
  return page.getByRole('button', { name: `Account of ${name}` });
}

/** Clicks a button or link in the menu of the counter's account. */
export async function chooseInAccountMenu(page: Page, item: string): Promise<void> {
  await page.locator('.account-button').click();
  await page.locator('#account-menu').getByText(item, { exact: true }).click();
}

/**
 * Chooses a time on the checkout, some days ahead: today's first slot could end during the test.
 * @returns the start of the chosen slot
 */
export async function choosePickupTime(page: Page): Promise<string> {
  await page.getByLabel('Choose a day and a time').check();
  await page.locator('#pickup-days input').nth(3).check();
  const time = page.locator('#pickup-slots:not([aria-busy]) input:enabled').first();
  await time.check();
  return time.inputValue();
}

/** Moves the focus to the target with the Tab key alone. @throws when the target is not reached */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < 100; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(target)}.`);
}

/** Types like a person, slower than a barcode scanner. */
export function typeByHand(page: Page, text: string): Promise<void> {
  return page.keyboard.type(text, { delay: 160 });
}

/** The devices for tests that run on a desktop and on a phone. */
export const devices: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['a desktop', {}],
  ['a phone', phone],
];

/** Half the size of the file that the package exports. */
const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * The violations that axe finds on the page; empty when there are none.
 * @param rules all rules, or only the rules that another colour scheme may break
 */
export async function findViolations(
  page: Page,
  rules: 'all' | 'colours' = 'all',
): Promise<string[]> {
  if (await page.evaluate(`typeof axe === 'undefined'`)) {
    await page.evaluate(readFileSync(axeScript, 'utf8'));
  }
  const options = {
    // The descriptions of what has passed would take twice as long as the checks.
    resultTypes: ['violations'],
    ...(rules === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  };
  const violations = await page.evaluate<Result[]>(
    `axe.run(${JSON.stringify(options)}).then((results) => results.violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Every control that is too small for a fingertip. */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.locator('button:visible, a:visible').evaluateAll((targets) =>
    targets
      .map((target) => ({ text: target.textContent, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ text, box }) => `${text}: ${box.width} × ${box.height}`),
  );
}

/** What is wider than the screen. */
export async function findOverflow(page: Page): Promise<string[]> {
  const tooWide = await page.evaluate(() =>
    // In the counter only the view scrolls.
    [document.documentElement, ...document.querySelectorAll('.counter main')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth] as const),
  );
  return tooWide.map(([content, screen]) => `${content} pixels wide on a screen of ${screen}`);
}

const screenshots = fileURLToPath(new URL('../../test-output/screenshots', import.meta.url));

/** A screenshot of the whole page for people to look at, in `test-output/screenshots/`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  // A busy machine takes long to draw a whole page.
  await page.screenshot({
    path: `${screenshots}/${name}.png`,
    fullPage: true,
    timeout: 60_000,
  });
}

/** The widths of a PDF's pages, in millimetres. */
export function sizesOf(pdf: Buffer): number[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+)/g);
  return [...boxes].map(([, points]) => Math.round((Number(points) / 72) * 25.4));
}

/** Holds back the next answer to a GET. @param url a pattern of Playwright */
export async function holdNextLoad(page: Page, url: string) {
  const held = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  await page.route(
    url,
    async (route) => {
      held.resolve(undefined);
      await released.promise;
      await route.continue();
    },
    { times: 1 },
  );
  return { isHeld: held.promise, release: () => released.resolve(undefined) };
}
