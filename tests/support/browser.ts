import { type Browser, chromium } from 'playwright-core';
import { canInstallPackages, findProgram, installPackages } from './find-program.ts';

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
  const installed = process.env['CHROMIUM_PATH'] ?? (await lookUp());
  if (installed) return installed;
  if (await canInstallPackages()) {
    await installPackages('chromium');
    const chromium = await lookUp();
    if (chromium) return chromium;
  }
  throw new Error('The tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to it.');
}

function lookUp(): Promise<string | undefined> {
  return findProgram('chromium', 'chromium-browser', 'google-chrome');
}
