/** The counter around its views: navigation, attention badge, account menu, notices, addresses and scroll positions. */
import type { Locator, Page } from 'playwright-core';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import { eventually } from '../support/eventually.ts';
import {
  accountOf,
  chooseInAccountMenu,
  findSmallTargets,
  findViolations,
  openCounterAs,
  phone,
} from '../support/pages.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const { stack, browser, database } = await useSharedStack();

const zone = 'Asia/Kolkata';
const today = ['Orders', 'Bake sheet', 'New order', 'Stock'];
const manage = ['Plan', 'Products', 'Settings', 'Reports', 'Staff'];

describe('the navigation', () => {
  test.each([768, 1280, 1920])('has two groups on one line, %d pixels wide', async (width) => {
    const page = await openStock({ viewport: { width, height: 800 } });
    const links = page.locator('#navigation .tabs a');
    expect(await links.allTextContents()).toEqual([...today, ...manage]);
    const boxes = await Promise.all((await links.all()).map(boxOf));
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(1);
    expect(await countTextLines(links)).toEqual(Array.from(boxes, () => 1));
    expect(boxes.every((box) => box.x >= 0 && box.x + box.width <= width)).toBe(true);
    expect((await boxOf(page.locator('#head .counter-account'))).height).toBeLessThanOrEqual(53);
  });

  test.each([phone, { viewport: { width: 768, height: 1024 } }])(
    'shows each German word on one line, in full, and with a gap to the next, at %j',
    async (device) => {
      const page = await openStock(device);
      await chooseInAccountMenu(page, 'Deutsch');
      const links = page.locator('#navigation .tabs > :is(a, button):visible');
      await links.filter({ hasText: 'Bestand' }).waitFor();
      const words = await links.evaluateAll((all) =>
        all.map((link) => ({ box: link.getBoundingClientRect(), text: link.textContent.trim() })),
      );
      const { width = 0 } = page.viewportSize() ?? {};
      expect(words.length).toBeGreaterThan(4);
      expect(words.filter(({ box }) => box.left < 0 || box.right > width)).toEqual([]);
      const cut = await links.evaluateAll((all) =>
        all.filter((link) => link.scrollWidth > link.clientWidth).map((link) => link.textContent),
      );
      expect(cut).toEqual([]);
      await links.filter({ hasText: 'Bestellungen' }).click();
      await links.filter({ hasText: 'Bestellungen' }).and(page.locator('[aria-current]')).waitFor();
      const texts = await links.evaluateAll((all) =>
        all.map((link) => {
          const text = document.createRange();
          text.selectNodeContents(link);
          return text.getBoundingClientRect();
        }),
      );
      const gaps = texts.slice(1).map(({ left }, index) => left - (texts[index]?.right ?? left));
      expect(gaps.filter((gap) => gap < 10)).toEqual([]);
    },
  );

  test('is a bar at the bottom of a phone, with the second group in a sheet', async () => {
    const page = await openStock(phone);
    const bar = page.locator('#navigation .tabs > :visible');
    expect((await bar.allTextContents()).map((text) => text.trim())).toEqual([...today, 'More']);
    const { y, height } = await boxOf(page.locator('#navigation'));
    expect(y + height).toBe(844);
    await page.locator('#navigation [aria-current=page]:visible').getByText('Stock').waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.locator('#more-views').getByText('Settings').click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(await page.locator('#more-views').isVisible()).toBe(false);
    await page.locator('button[aria-current]').getByText('More').waitFor();
    expect(await findSmallTargets(page)).toEqual([]);
  });

  test('has no link to views that a baker may not open', async () => {
    const page = await openStock({}, 'baker');
    const links = page.locator('#navigation .tabs a');
    expect(await links.allTextContents()).toEqual([...today, 'Plan', 'Products', 'Settings']);
  });
});

test('the badge shows how many orders need attention, and only then', async () => {
  const page = await openStock();
  expect(await page.locator('.attention').count()).toBe(0);
  await database.query(
    `insert into orders (status, correlation_id, request_hash, placed_at, relay_at)
     values ('Pending', 'test', '', now() - interval '1 hour', now() + interval '1 day')`,
  );
  await page.reload();
  await page.getByRole('link', { name: 'Needs attention 1' }).click();
  await page.getByRole('heading', { name: 'Needs attention', level: 1 }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await database.query(`delete from orders where correlation_id = 'test' and status = 'Pending'`);
  await page.reload();
  await page.locator('.attention').waitFor({ state: 'detached' });
});

test('the account’s menu says a name like its role once, and opens by keyboard', async () => {
  const page = await openStock();
  await accountOf(page, 'manager').press('Enter');
  await page.getByText('Signed in as manager', { exact: true }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await page.locator('#account-menu').isVisible()).toBe(false);
});

test('the notice about the demo takes one line, and stays closed', async () => {
  const page = await openStock({ viewport: { width: 768, height: 1024 } });
  expect((await boxOf(page.locator('#demo aside'))).height).toBeLessThanOrEqual(48);
  await page.getByRole('button', { name: 'Close the note about the demo' }).click();
  await page.reload();
  await page.locator('.shelf-product').first().waitFor();
  expect(await page.locator('#demo aside').count()).toBe(0);
});

test.each([phone, { viewport: { width: 768, height: 1024 } }])(
  'a toast has its own row and covers nothing: %j',
  async (options) => {
    const page = await openStock(options);
    const product = page.getByRole('group', { name: 'Masala Khari' });
    await product.getByLabel('Quantity').fill('1');
    await product.getByRole('button', { name: 'Delivered: Masala Khari' }).click();
    const toast = await boxOf(page.locator('.toast'));
    const view = await boxOf(page.locator('#view'));
    expect(toast.y).toBeGreaterThanOrEqual(view.y + view.height);
  },
);

describe('an address', () => {
  test.each(['dashboard', 'accounts', 'nowhere', ''])(
    'that a baker may not open, #/%s, becomes the address of the board',
    async (address) => {
      const page = await openCounterAs(browser, stack, 'baker', address);
      await page.locator('.board-head').first().waitFor();
      expect(new URL(page.url()).hash).toMatch(/^#\/orders/);
    },
  );

  test('that is opened by "back" or a reload shows the same scroll position', async () => {
    const page = await openStock({ viewport: { width: 768, height: 400 } });
    await page.locator('#view').evaluate((view) => view.scrollTo(0, 300));
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.locator('.board-head').first().waitFor();
    await page.goBack();
    await eventually(async () => expect(await scrollOf(page)).toBe(300));
    await page.reload();
    await eventually(async () => expect(await scrollOf(page)).toBe(300));
    await page.getByRole('link', { name: 'Stock', exact: true }).click();
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await page.locator('.board-head').first().waitFor();
    expect(await scrollOf(page)).toBe(0);
  });
});

describe('the overview', () => {
  test('is where a manager starts, with links to the orders and bake sheets of today and tomorrow', async () => {
    const page = await openCounterAs(browser, stack, 'manager');
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    const tomorrow = page.getByRole('heading', { name: /^Tomorrow, / });
    await tomorrow.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show orders' }).last().click();
    await page.locator('.day-tile[aria-pressed=true]').nth(0).waitFor();
    expect(await page.locator('.day-tile').nth(1).getAttribute('aria-pressed')).toBe('true');
    await page.locator('.counter-name').click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });

  test('counts the orders of a day by what is to be done', async () => {
    const page = await openCounterAs(browser, stack, 'manager');
    const card = page.locator('.overview > section').nth(1);
    const toDo = card.locator('div').filter({ hasText: 'To do' }).locator('dd');
    const before = Number(await toDo.innerText());
    await database.query(
      `insert into orders (status, correlation_id, request_hash, pickup_at)
       values ('Processing', 'overview', '', $1)`,
      [instantAt(addDays(dateAt(new Date(), zone), 1), '10:00', zone)],
    );
    await page.reload();
    await eventually(async () => expect(Number(await toDo.innerText())).toBe(before + 1));
    await database.query(`delete from orders where correlation_id = 'overview'`);
  });

  test('shows the revenue of a day, and names what is sold out', async () => {
    await database.query(
      `with placed as (
         insert into orders (status, correlation_id, request_hash, pickup_at)
         values ('Processing', 'revenue', '', $1) returning id
       )
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select id, 1, 7, 2, 1234500, 'Masala Khari' from placed`,
      [instantAt(addDays(dateAt(new Date(), zone), 1), '10:00', zone)],
    );
    const { rows } = await database.query<{ stock: number }>(
      `with before as (select stock from products where id = 7)
       update products set stock = 0 where id = 7 returning (select stock from before)`,
    );
    const page = await openCounterAs(browser, stack, 'manager');
    const card = page.locator('.overview > section').nth(1);
    await card.locator('div').filter({ hasText: 'Revenue' }).getByText('₹24,690').waitFor();
    await card.getByText('Sold out: Masala Khari').waitFor();
    await database.query(`update products set stock = $1 where id = 7`, [rows[0]?.stock]);
    await page.reload();
    await card.waitFor();
    expect(await card.getByText('Sold out:').count()).toBe(0);
    await database.query(
      `with gone as (delete from order_lines where unit_price_minor = 1234500)
       delete from orders where correlation_id = 'revenue'`,
    );
  });
});

type Options = Parameters<typeof openCounterAs>[4];

/** The number of text lines of each element. */
function countTextLines(targets: Locator): Promise<number[]> {
  return targets.evaluateAll((all) =>
    all.map((target) => {
      const text = document.createRange();
      text.selectNodeContents(target);
      return new Set([...text.getClientRects()].map(({ top }) => top)).size;
    }),
  );
}

async function openStock(options: Options = {}, role: StaffRole = 'manager') {
  const page = await openCounterAs(browser, stack, role, 'stock', options);
  await page.locator('.shelf-product').first().waitFor();
  return page;
}

function scrollOf(page: Page): Promise<number> {
  return page.locator('#view').evaluate(({ scrollTop }) => scrollTop);
}

async function boxOf(target: Locator) {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${String(target)} is not visible.`);
  return box;
}
