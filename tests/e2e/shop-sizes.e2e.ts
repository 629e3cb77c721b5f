/**
 * A customer orders on a phone, a tablet, a laptop and a large screen, in light and dark mode: on each page axe finds no
 * violation and nothing is wider than the screen. The pictures are in `test-output/screenshots/`.
 */
import type { Page } from 'playwright-core';
import { createInspection, screens } from '../support/screens.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser } = await useSharedStack();

test.each(screens)(
  'a customer orders a cake at $width pixels in light and dark mode',
  async (viewport) => {
    const device = { viewport, reducedMotion: 'reduce', locale: 'en-GB' } as const;
    const page = await (await browser.newContext(device)).newPage();
    const { look, faults } = createInspection(page);

    await page.goto(stack.frontendUrl);
    await page.locator('.card h3').first().waitFor();
    await look('story-1-shop');

    await page.getByRole('link', { name: 'Birthday Cake', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Birthday Cake' }).waitFor();
    await page.getByRole('button', { name: 'Add to basket' }).click();
    await look('story-2-product');

    await showBasket(page);
    await look('story-3-basket');

    await page.locator('#to-checkout').click();
    await page.getByLabel('Choose a day and a time').check();
    await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().check();
    await page.getByLabel('Name').fill('Emma');
    await look('story-4-checkout');

    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
    await page
      .locator('#order-status')
      .getByText(/^Confirmed/)
      .waitFor();
    await look('story-5-order');
    expect(faults).toEqual([]);
  },
);

/** The basket is beside the products or, on narrow screens, above them. */
async function showBasket(page: Page) {
  const open = page.getByRole('button', { name: 'View basket' });
  if (await open.isVisible()) await open.click();
  await page.locator('#to-checkout').waitFor();
}
