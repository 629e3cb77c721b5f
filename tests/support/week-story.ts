/**
 * The story of a week: it is planned and sold out, days change, customers race, and today is baked, handed over and
 * closed. It runs in the browser and over HTTP on any running stack, and checks claims, texts and the bake sheet.
 */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { listCatalogueResponse } from '../../shared/contract/catalogue.ts';
import { getDashboardResponse } from '../../shared/contract/dashboard.ts';
import { orderResponse, placeOrderResponse } from '../../shared/contract/orders.ts';
import { getPlanResponse, type GetPlanResponse } from '../../shared/contract/plan.ts';
import { listPoolsResponse } from '../../shared/contract/pools.ts';
import { problem } from '../../shared/contract/problem.ts';
import { listProductsResponse } from '../../shared/contract/products.ts';
import { listTroubleResponse } from '../../shared/contract/trouble.ts';
import { addDays, instantAt } from '../../shared/domain/calendar.ts';
import { until } from './checks.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from './claims.ts';
import { readBoard, readOrderPage, readSheet } from './four-texts.ts';
import { openCounterAs } from './pages.ts';
import { nameOfDay } from './planned-products.ts';
import { newShopClient, type ShopClient } from './shop-client.ts';
import { zoneAtNoon } from './zone-at-noon.ts';

export interface StoryPlace {
  readonly apiUrl: string;
  readonly frontendUrl: string;
  readonly browser: Browser;
  /** Runs a statement on the stack's database. @returns its rows */
  readonly query: (text: string) => Promise<unknown[]>;
}

interface Order {
  readonly id: number;
  readonly token: string;
}

/** Products of the demo catalogue: a daily product, and a made-to-order one. */
const croissant = 3;
const croissantName = 'Butter Croissant';
const cake = 10;
/** Of each day; two of them are kept for walk-in customers. */
const planned = 6;
const reserve = 2;

const { zone, date: today } = zoneAtNoon();
const [monday, tuesday, wednesday, thursday, friday] = [1, 2, 3, 4, 5].map((days) =>
  addDays(today, days),
) as [string, string, string, string, string];
const at = (date: string, time: string) => instantAt(date, time, zone).toISOString();

/** @throws when a step does not have its result */
export async function tellWeekStory(place: StoryPlace): Promise<void> {
  const story = new Story(place);
  await story.open();
  await story.planTheWeek();
  await story.sellOutMonday();
  await story.orderForTuesdayInTheShop();
  await story.exhaustTheOven();
  await story.closeWednesday();
  await story.lowerThursday();
  await story.raceForFriday();
  await story.runToday();
}

class Story {
  readonly #place: StoryPlace;
  readonly #customer: ShopClient;
  readonly #manager: ShopClient;

  constructor(place: StoryPlace) {
    this.#place = place;
    this.#customer = newShopClient(place.apiUrl);
    this.#manager = newShopClient(place.apiUrl);
  }

  /** It is noon in the bakery, which is open every day. */
  async open(): Promise<void> {
    const hours = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: '07:00', to: '19:00' }]]),
    );
    await this.#place.query(
      `update settings set time_zone = '${zone}', opening_hours = '${JSON.stringify(hours)}' returning 1`,
    );
    await this.#manager.signIn('manager', 'croissants-for-everybody');
  }

  async planTheWeek(): Promise<void> {
    const page = await this.#openCounter('plan');
    for (const [part, units] of [
      ['Planned', planned],
      ['Reserve', reserve],
    ] as const) {
      await page.getByRole('button', { name: part, exact: true }).click();
      for (const date of [today, monday, tuesday, wednesday, thursday, friday]) {
        const cell = page.getByLabel(`${croissantName}, ${nameOfDay(date)}: ${part}`);
        await cell.fill(String(units));
        await cell.press('Enter');
      }
      await page.getByText('All saved').waitFor();
    }
    await page.context().close();
    const { days } = await this.#planOf(today, 6);
    assert.deepEqual(
      days.map((day) => [day.planned, day.reserve, day.left, day.left_online]),
      Array(6).fill([6, 2, 6, 4]),
    );
  }

  async sellOutMonday(): Promise<void> {
    const order = await this.#order([[croissant, 4]], at(monday, '09:00'));
    await this.#expectTexts(order, croissant, monday, {
      answer: 'Processing',
      page: new RegExp(`^Confirmed for ${nameOfDay(monday)}, 9:00 am\\. This page shows when`),
      board: 'Confirmed',
      sheet: 'to do',
    });
    assert.deepEqual(await this.#claimsOf(order), [`plan ${croissant} ${monday} 4`, 'slot 4']);
    await this.#expectRefusal([[croissant, 1]], at(monday, '09:00'), 'pickup-fully-booked');
    const { body } = await this.#customer.get(`/products?date=${monday}`);
    const offered = listProductsResponse.parse(body).find(({ id }) => id === croissant);
    assert.deepEqual([offered?.available, offered?.left], [false, 0]);
  }

  /** Monday is sold out, Tuesday is not. */
  async orderForTuesdayInTheShop(): Promise<void> {
    const { browser, frontendUrl } = this.#place;
    const page = await (await browser.newContext({ locale: 'en-IN' })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(frontendUrl);
    const card = page.locator('.card').filter({ hasText: croissantName });
    await page.locator(`.day-choice input[value="${monday}"]`).check();
    await card.getByText('Sold out for tomorrow').waitFor();
    await page.locator(`.day-choice input[value="${tuesday}"]`).check();
    await card.getByRole('button', { name: `Add ${croissantName}` }).click();
    await page.locator('#to-checkout').click();
    await page.locator('#pickup-slots:not([aria-busy]) input:enabled').first().check();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page
      .locator('#order-status')
      .getByText(`Confirmed for ${nameOfDay(tuesday)}`)
      .waitFor();
    const [id = '', token = ''] = new URL(page.url()).hash.slice(1).split('.');
    await page.context().close();
    const order = { id: Number(id), token };
    assert.deepEqual(await this.#claimsOf(order), [`plan ${croissant} ${tuesday} 1`, 'slot 1']);
  }

  /** The plan takes six of ten trays, and four cakes the others. */
  async exhaustTheOven(): Promise<void> {
    const pools = listPoolsResponse.parse((await this.#manager.get('/staff/pools')).body);
    const oven = pools.find(({ name }) => name === 'Oven');
    assert(oven, 'the demo has an oven');
    const catalogue = listCatalogueResponse.parse(
      (await this.#manager.get('/staff/products')).body,
    );
    const { version = 0 } = catalogue.find(({ id }) => id === croissant) ?? {};
    await this.#ok(
      this.#manager.put(`/staff/products/${croissant}/pools`, {
        pools: [{ pool_id: oven.id, weight: 1 }],
        version,
      }),
    );
    await this.#ok(this.#manager.put(`/staff/pools/${oven.id}/capacity/${tuesday}`, { units: 10 }));
    const order = await this.#order([[cake, 4]], at(tuesday, '10:00'));
    await this.#expectTexts(order, cake, tuesday, {
      answer: 'Processing',
      page: new RegExp(`^Confirmed for ${nameOfDay(tuesday)}, 10:00 am`),
      board: 'Confirmed',
      sheet: 'to do',
    });
    assert.deepEqual(await this.#claimsOf(order), [
      `capacity ${cake} ${tuesday} 4`,
      `pool ${cake} ${tuesday} 4`,
      'slot 4',
    ]);
    await this.#expectRefusal([[cake, 1]], at(tuesday, '10:00'), 'pickup-fully-booked');
    const override = await this.#manager.post('/staff/orders', {
      lines: [{ product_id: cake, quantity: 1 }],
      pickup_at: at(tuesday, '11:00'),
      override_reason: 'for the mayor',
    });
    const { order_id, token } = placeOrderResponse.parse(override.body);
    await this.#untilDecided({ id: order_id, token });
    const short = await this.#shortages();
    const found = short.find((one) => one.of === 'pool' && one.date === tuesday);
    assert.equal(found?.short_by, 1);
    assert.deepEqual(
      found.orders.map((one) => one.order_id),
      [order.id, order_id],
    );
  }

  async closeWednesday(): Promise<void> {
    const order = await this.#order([[croissant, 2]], at(wednesday, '16:00'));
    const path = `/staff/special-days/${wednesday}`;
    const change = { message: 'Stocktaking', hours: [{ from: '07:00', to: '12:00' }] };
    const asked = await this.#manager.put(path, change);
    assert.equal(asked.status, 409);
    const { affected } = problem.parse(asked.body);
    assert(affected, 'the change names its orders');
    assert.deepEqual(
      affected.orders.map((one) => one.order_id),
      [order.id],
    );
    const { confirmation } = affected;
    await this.#ok(this.#manager.put(path, { ...change, confirmation }));
    await this.#expectTexts(order, croissant, wednesday, {
      answer: 'Processing',
      page: new RegExp(`^Confirmed for ${nameOfDay(wednesday)}, 4:00 pm`),
      board: 'Confirmed',
      sheet: 'to do',
    });
    await this.#expectRefusal([[croissant, 1]], at(wednesday, '16:00'), 'pickup-no-such-slot');
    await this.#order([[croissant, 1]], at(wednesday, '11:00'));
  }

  async lowerThursday(): Promise<void> {
    const order = await this.#order([[croissant, 3]], at(thursday, '09:00'));
    const path = `/staff/products/${croissant}/plan/${thursday}`;
    await this.#ok(this.#manager.put(path, { units: 1, reserve: 0 }));
    const { days } = await this.#planOf(thursday, 1);
    assert.deepEqual([days[0]?.planned, days[0]?.ordered, days[0]?.left], [1, 3, -2]);
    const short = await this.#shortages();
    const found = short.find((one) => one.of === 'product' && one.date === thursday);
    assert.equal(found?.short_by, 2);
    assert.deepEqual(
      found.orders.map((one) => one.order_id),
      [order.id],
    );
    await this.#expectTexts(order, croissant, thursday, {
      answer: 'Processing',
      page: /^Confirmed for /,
      board: 'Confirmed',
      sheet: 'short by 2',
    });
    const page = await this.#openCounter('needs-attention');
    await page.getByText('short by 2').first().waitFor();
    await page.context().close();
  }

  async raceForFriday(): Promise<void> {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => this.#orderOne(friday, '12:00')),
    );
    const placed = answers.flatMap(({ status, body }) =>
      status === 201 ? [placeOrderResponse.parse(body)] : [],
    );
    const ends = await Promise.all(
      placed.map(({ order_id: id, token }) => this.#untilDecided({ id, token })),
    );
    const accepted = ends.filter(({ status }) => status === 'Processing');
    assert.equal(accepted.length, planned - reserve);
    const { days } = await this.#planOf(friday, 1);
    assert.deepEqual([days[0]?.ordered, days[0]?.left_online], [4, 0]);
    await this.#expectClaims();
  }

  /** Six are baked: three ordered online, one at the counter, one sold, and the last one is waste. */
  async runToday(): Promise<void> {
    const chosen = await this.#order([[croissant, 2]], at(today, '16:00'));
    const found = await this.#order([[croissant, 1]]);
    await this.#expectTexts(found, croissant, today, {
      answer: 'Completed, processor',
      page: /^Set aside for you\. Pick it up from /,
      board: 'Set aside',
      sheet: /^1 set aside$/,
    });
    const counter = await this.#manager.post('/staff/orders', {
      lines: [{ product_id: croissant, quantity: 1 }],
      pickup_at: at(today, '16:00'),
    });
    assert.equal(counter.status, 201);
    const { order_id: atCounter, token } = placeOrderResponse.parse(counter.body);
    await this.#untilDecided({ id: atCounter, token });

    const books = await this.#openCounter('stock/daily');
    await this.#type(books, 'Baked', 6);
    const board = await this.#openCounter(`orders?day=${today}`);
    await board.getByRole('button', { name: 'Mark all ready: 4:00 pm' }).click();
    await until('the slot is ready', 30_000, async () => {
      const { status } = await this.#read(chosen);
      return status === 'Completed' ? true : undefined;
    });
    await board.context().close();
    await this.#expectTexts(chosen, croissant, today, {
      answer: 'Completed, staff',
      page: /^Ready\. Packed and ready for pickup/,
      board: 'Ready',
      sheet: /packed/,
    });
    for (const id of [chosen.id, found.id, atCounter]) {
      await this.#ok(this.#manager.post(`/staff/orders/${id}/actions`, { action: 'collect' }));
    }
    assert.match(await readOrderPage(this.#place.browser, this.#place, chosen), /^Picked up/);

    await this.#type(books, 'Sold', 1);
    await until('the sale is recorded', 30_000, async () => {
      const { days } = await this.#planOf(today, 1);
      return days[0]?.sold === 1 ? true : undefined;
    });
    await books.getByRole('button', { name: 'The rest is waste' }).click();
    const dialog = books.getByRole('dialog');
    await dialog.getByText(`${croissantName}: 1`).waitFor();
    await dialog.getByRole('button', { name: 'Record as waste' }).click();
    const toast = books.locator('.toast').last();
    await toast.getByText('waste').waitFor();
    assert.match(await toast.innerText(), /recorded as waste/);
    await books.context().close();
    const [day] = (await this.#planOf(today, 1)).days;
    assert.deepEqual(
      [day?.planned, day?.ordered, day?.sold, day?.wasted, day?.baked, day?.left],
      [6, 4, 1, 1, 6, 0],
    );
    await this.#expectClaims();
    const { body } = await this.#manager.get(
      `/staff/dashboard?from=${today}&to=${today}&by=pickup`,
    );
    const report = getDashboardResponse.parse(body);
    const figures = [report.by_product, report.counter_sales, report.waste];
    assert.deepEqual(
      figures.map((rows) => rows.find(({ product_id }) => product_id === croissant)?.units),
      [4, 1, 1],
    );
  }

  async #type(page: Page, column: string, units: number) {
    const cell = page.getByLabel(`${croissantName}: ${column}`);
    await cell.fill(String(units));
    await cell.press('Enter');
    await page.getByText('All saved').waitFor();
  }

  #openCounter(address: string): Promise<Page> {
    return openCounterAs(this.#place.browser, this.#place, 'manager', address, {
      viewport: { width: 1280, height: 800 },
    });
  }

  #orderOne(date: string, time: string) {
    const body = { product_id: croissant, quantity: 1, pickup_at: at(date, time) };
    return this.#customer.post('/order', body);
  }

  /** Places an order, and waits for its decision. @throws when it is not accepted */
  async #order(lines: readonly (readonly [number, number])[], pickup_at?: string): Promise<Order> {
    const { status, body } = await this.#customer.post('/order', {
      lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
      ...(pickup_at !== undefined && { pickup_at }),
    });
    assert.equal(status, 201, JSON.stringify(body));
    const { order_id: id, token } = placeOrderResponse.parse(body);
    const end = await this.#untilDecided({ id, token });
    assert.notEqual(end.status, 'Rejected', JSON.stringify(end));
    return { id, token };
  }

  async #expectRefusal(
    lines: readonly (readonly [number, number])[],
    pickup_at: string,
    code: string,
  ) {
    const { status, body } = await this.#customer.post('/order', {
      lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
      pickup_at,
    });
    assert.deepEqual([status, problem.parse(body).code], [409, code]);
  }

  #untilDecided(order: Order) {
    return until(`order ${order.id} is decided`, 30_000, async () => {
      const answer = await this.#read(order);
      return answer.status === 'Pending' ? undefined : answer;
    });
  }

  async #read({ id, token }: Order) {
    const answer = await fetch(`${this.#place.apiUrl}/order/${id}`, {
      headers: { 'x-order-token': token },
    });
    return orderResponse.parse(await answer.json());
  }

  async #planOf(from: string, days: number): Promise<GetPlanResponse['products'][number]> {
    const { body } = await this.#manager.get(`/staff/plan?from=${from}&days=${days}`);
    const { products } = getPlanResponse.parse(body);
    const found = products.find(({ product_id }) => product_id === croissant);
    assert(found, 'the croissant is planned');
    return found;
  }

  async #shortages() {
    const { body } = await this.#manager.get('/staff/trouble');
    return listTroubleResponse.parse(body).shortfalls;
  }

  /** Without those of options, which the demo's cake has by default. */
  async #claimsOf({ id }: Order): Promise<string[]> {
    const rows = (await this.#place.query(
      `select concat_ws(' ', source, product_id, date, units) as claim from claims where order_id = ${id} and source <> 'option' order by no`,
    )) as { claim: string }[];
    return rows.map(({ claim }) => claim);
  }

  async #expectTexts(
    order: Order,
    product: number,
    date: string,
    texts: {
      readonly answer: string;
      readonly page: RegExp;
      readonly board: string;
      readonly sheet: string | RegExp;
    },
  ) {
    const { browser } = this.#place;
    const { status, completed_by } = await this.#read(order);
    assert.equal([status, completed_by].filter((part) => part).join(', '), texts.answer);
    assert.match(await readOrderPage(browser, this.#place, order), texts.page);
    assert.equal(await readBoard(browser, this.#place, order, date), texts.board);
    const sheet = await readSheet(browser, this.#place, product, date);
    if (typeof texts.sheet === 'string') assert.equal(sheet, texts.sheet);
    else assert.match(sheet, texts.sheet);
    await this.#expectClaims();
  }

  async #expectClaims() {
    assert.deepEqual(await this.#place.query(figuresUnlikeClaims), []);
    assert.deepEqual(await this.#place.query(ordersUnlikeClaims), []);
  }

  async #ok(sending: ReturnType<ShopClient['put']>) {
    const { status, body } = await sending;
    assert(status < 300, `${status} ${JSON.stringify(body)}`);
  }
}
