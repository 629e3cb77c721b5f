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

/** A real Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: launchArguments });
}

/**
 * Where Chromium is: the one `CHROMIUM_PATH` names, the one on this machine, or the package installed
 * now.
 * @throws with what to install when none of these can be had
 */
export async function findChromium(): Promise<string> {
  const path = process.env['CHROMIUM_PATH'] ?? (await installPrograms([chromiumProgram]))[0];
  if (path) return path;
  throw new Error('The tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to it.');
}
