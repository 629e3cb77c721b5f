/**
 * A manager works a morning on a phone, a tablet, a laptop and a large screen, in light and dark mode: on each page axe finds no
 * violation and nothing is wider than the screen. The pictures are in `test-output/screenshots/`.
 */
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { placeMorning } from '../support/demo-orders.ts';
import { openCounterAs } from '../support/pages.ts';
import { createInspection, screens } from '../support/screens.ts';
import { newShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

beforeAll(async () => {
  await database.query('update settings set days_ahead = 60');
});

test.each(screens)(
  'a manager works a morning at $width pixels in light and dark mode',
  async (viewport) => {
    const day = newDay();
    const shop = newShopClient(stack.apiUrl);
    await shop.signIn('manager', 'croissants-for-everybody');
    await placeMorning(shop, day);
    const device = { viewport, reducedMotion: 'reduce' } as const;
    const page = await openCounterAs(browser, stack, 'manager', `orders?day=${day}`, device);
    const { look, faults } = createInspection(page);
    const enter = (view: string) =>
      page.evaluate((hash) => (location.hash = hash), `#/${view}`).then(() => undefined);

    await page
      .getByRole('button', { name: /^Mark ready: order/ })
      .first()
      .waitFor();
    await look('morning-1-board');
    await page
      .getByRole('button', { name: /^Mark ready: order/ })
      .first()
      .click();
    await page.getByText(/^Order \d+ is ready\.$/).waitFor();
    await look('morning-2-ready');

    await enter(`bake-sheet/${day}`);
    await page.locator('.sheet-product').first().waitFor();
    await look('morning-3-bake-sheet');

    await enter('new-order');
    await page
      .getByRole('button', { name: /^Masala Khari/ })
      .first()
      .click();
    await look('morning-4-new-order');
    const draft = page.getByRole('button', { name: 'View order' });
    if (await draft.isVisible()) await draft.click();
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('heading', { name: /^Order \d+$/ }).waitFor();
    await look('morning-5-order');

    await enter('stock');
    await page.getByRole('heading', { name: 'Stock', level: 1 }).waitFor();
    await page.getByText('Sourdough Loaf').first().waitFor();
    await look('morning-6-stock');
    expect(faults).toEqual([]);
  },
);

let days = 2;
/** A day with orders of one test only. */
function newDay() {
  return addDays(dateAt(new Date(), 'Asia/Kolkata'), ++days);
}
