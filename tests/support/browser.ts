import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { findProgram } from './find-program.ts';
import { installPrograms, type Program } from './install-programs.ts';

/** Chromium without its user interface: it shows the same pages with less CPU. */
export const chromiumProgram: Program = {
  candidates: ['chromium-headless-shell'],
  debianPackage: 'chromium-headless-shell',
};
const otherBrowsers = ['chromium', 'chromium-browser', 'google-chrome'];

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
  return withClockOfTests(await chromium.launch(await launchOptions()));
}

/** A Chromium that other processes use by `connectBrowser`. */
export async function startBrowserServer(): Promise<BrowserServer> {
  return chromium.launchServer(await launchOptions());
}

/** Closing the returned browser closes only the pages that were opened through it. */
export async function connectBrowser(endpoint: string): Promise<Browser> {
  return withClockOfTests(await chromium.connect(endpoint));
}

async function launchOptions() {
  const env = { ...process.env } as Record<string, string>;
  delete env['LD_PRELOAD'];
  return { executablePath: await findChromium(), args: launchArguments, env };
}

function withClockOfTests(browser: Browser): Browser {
  const { LD_PRELOAD, FAKETIME } = process.env;
  if (LD_PRELOAD?.includes('libfaketime')) shiftPages(browser, Number(FAKETIME));
  return browser;
}

/** Chromium hangs with libfaketime (`npm run test:calendar`), so its pages get a shifted `Date`. */
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
 * @throws an error that says what to install when there is no Chromium
 */
export async function findChromium(): Promise<string> {
  const path =
    process.env['CHROMIUM_PATH'] ??
    (await findProgram(...chromiumProgram.candidates, ...otherBrowsers)) ??
    (await installPrograms([chromiumProgram]))[0];
  if (path) return path;
  throw new Error('The tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to it.');
}
