import type { Page, ViewportSize } from 'playwright-core';
import { findOverflow, findViolations, keepScreenshot } from './pages.ts';

/** A phone, a tablet, a laptop and a large screen. */
export const screens: readonly ViewportSize[] = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** Looks at pages in light and dark mode: keeps pictures, and collects what axe finds and what is wider than the screen. */
export function createInspection(page: Page) {
  const faults: string[] = [];
  return {
    faults,
    /** @param name of the page */
    look: async (name: string): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const found = [...(await findViolations(page)), ...(await findOverflow(page))];
        const picture = `${name}-${page.viewportSize()?.width}-${colorScheme}`;
        faults.push(...found.map((fault) => `${picture}: ${fault}`));
        await keepScreenshot(page, picture);
      }
    },
  };
}
