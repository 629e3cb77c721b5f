import { type Browser, chromium } from 'playwright-core';
import { installPrograms, type Program } from './install-programs.ts';

export const chromiumProgram: Program = {
  candidates: ['chromium', 'chromium-browser', 'google-chrome'],
  debianPackage: 'chromium',
};

const launchArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real headless Chromium. Its pages use the clock of the tests. */
export async function openBrowser(): Promise<Browser> {
  const { LD_PRELOAD, ...env } = process.env;
  const executablePath = await findChromium();
  const options = { executablePath, args: launchArguments, env: env as Record<string, string> };
  const browser = await chromium.launch(options);
  if (LD_PRELOAD?.includes('libfaketime')) shiftPages(browser, Number(env['FAKETIME']));
  return browser;
}

/** Chromium hangs with libfaketime (`npm run test:calendar`), so its pages get another `Date`. */
function shiftPages(browser: Browser, seconds: number): void {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.addInitScript((ms) => {
      const now = Date.now;
      const shifted = () => now() + ms;
      globalThis.Date = new Proxy(Date, {
        construct: (date, args, target) =>
          Reflect.construct(date, args.length === 0 ? [shifted()] : args, target) as Date,
        apply: (date) => new date(shifted()).toString(),
        get: (date, name) => (name === 'now' ? shifted : (Reflect.get(date, name) as unknown)),
      });
    }, seconds * 1_000);
    return context;
  };
}

/**
 * The path of Chromium: from `CHROMIUM_PATH`, from this machine, or from a package that is
 * installed now.
 * @throws with what to install when there is none
 */
export async function findChromium(): Promise<string> {
  const path = process.env['CHROMIUM_PATH'] ?? (await installPrograms([chromiumProgram]))[0];
  if (path) return path;
  throw new Error('The tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to it.');
}
