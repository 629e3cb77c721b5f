/**
 * Measures the built pages in Chromium: the compressed bytes of a first load, the CPU time that the board takes to show 300 orders
 * and to update one of them, the time from a tap on a filter to the next frame, and the frames while the board is scrolled.
 *
 * npm run pages -w tests/bench
 * npm run pages -w tests/bench -- --beside ../before/dist/frontend
 *
 * With `--beside`, the pages of another commit, built there by `npm run build`, are measured in turns with these, and the
 * ratio of the medians is printed.
 */
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { lookup } from 'mrmime';
import type { Browser, Page, Route } from 'playwright-core';
import { buildFrontend } from '../../build/frontend.ts';
import { root } from '../../build/root.ts';
import type { StaffOrder } from '../../shared/contract/orders.ts';
import { noLimits } from '../../shared/domain/availability.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';
import { newRandom } from '../faults/random.ts';
import { openBrowser } from '../support/browser.ts';
import { median, ratioOfMedians } from './statistics.ts';

const updatesPerRound = 20;
const orderCount = 300;
const changedOrder = 150;

/** Taps on a filter, and scrolled frames, per round. */
const tapsPerRound = 10;
const framesPerRound = 60;

/** In milliseconds; the first two are CPU time of the page's main thread. */
interface Costs {
  /** The first showing of all orders. */
  readonly shown: number;
  /** An update of one order; the mean of the round. */
  readonly updated: number;
  /** From a tap on a filter to the next frame; the mean of the round. */
  readonly tapped: number;
  /** The longest frame while the board is scrolled by half a screen per frame. */
  readonly longestFrame: number;
}

const bakery: BakeryResponse = {
  name: 'The Bakery',
  address: '',
  phone: '',
  email: '',
  logo: null,
  texts: [],
  locale: 'en-IN',
  currency: 'INR',
  time_zone: 'UTC',
  opening_hours: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '07:00', to: '19:00' }]]),
  ),
  slot_minutes: 30,
  cut_off: '18:00',
  cut_off_days: 1,
  days_ahead: 14,
  few_left: 5,
  special_days: [],
  pause: null,
  closures: [],
  is_demo: false,
  public_url: 'http://localhost:3000',
};

const product: Product = {
  id: 1,
  name: 'Rye Bread',
  price: 80,
  available: true,
  available_from: new Date().toISOString().slice(0, 10),
  left: null,
  kind: 'shelf',
  description: '',
  category: 'Bread',
  allergens: ['gluten'],
  traces: [],
  lead_time_hours: 0,
  ...noLimits,
  sale_opens_at: null,
  sale_closes_at: null,
  picture: null,
  option_groups: [],
};

const session = { name: 'rosa', role: 'baker', csrf_token: 'x', is_demo: false };

const { values } = parseArgs({
  options: { beside: { type: 'string' }, rounds: { type: 'string', default: '30' } },
});
const rounds = Number(values.rounds);
await buildFrontend(`${root}dist`);
const folders = [
  `${root}dist/frontend`,
  ...(values.beside === undefined ? [] : [resolve(values.beside)]),
];
const browser = await openBrowser();
try {
  for (const folder of folders) await printSizes(browser, folder);
  const costs = folders.map((): Costs[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, folder] of folders.entries()) {
      const cpu = await measureBoard(browser, folder);
      costs[index]?.push({ ...cpu, ...(await measureUse(browser, folder)) });
    }
  }
  for (const [name, of] of [
    [`show ${orderCount} orders`, ({ shown }: Costs) => shown],
    [`update one of ${orderCount} orders`, ({ updated }: Costs) => updated],
    [`tap a filter of ${orderCount} orders, until the next frame`, ({ tapped }: Costs) => tapped],
    [`longest frame while scrolling ${orderCount} orders`, (of: Costs) => of.longestFrame],
  ] as const) {
    printCosts(
      name,
      costs.map((rounds) => rounds.map(of)),
    );
  }
} finally {
  await browser.close();
}

async function printSizes(opened: Browser, folder: string) {
  for (const [name, path, selector] of [
    ['shop', '/', '.card h3'],
    ['product', '/product/1-rye-bread', '.product h1'],
    ['counter with the board', '/counter', '.ticket'],
  ] as const) {
    const served = new Set<string>();
    const page = await openPage(opened, folder, (file) => served.add(file));
    await page.goto(`http://localhost${path}`);
    const isThere = await page
      .locator(selector)
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    await page.context().close();
    if (!isThere) {
      print(`${folder}: ${name}: no such page`);
      continue;
    }
    const files = await Promise.all(
      [...served].filter((file) => /\.(js|css)$/.test(file)).map((file) => readFile(file)),
    );
    const brotli = files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0);
    const gzip = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
    print(`${folder}: ${name}: ${files.length} files, ${brotli} bytes brotli, ${gzip} bytes gzip`);
  }
}

/** Reads the cost so far before each response with orders: at first all orders, then one that has changed. */
async function measureBoard(
  opened: Browser,
  folder: string,
): Promise<Pick<Costs, 'shown' | 'updated'>> {
  const page = await openPage(opened, folder);
  const devtools = await page.context().newCDPSession(page);
  // Other programs on the machine do not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const costs: number[] = [];
  const done = Promise.withResolvers<undefined>();
  const answerOrders = createOrders();
  await page.route('**/api/staff/orders?*', async (route) => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    costs.push((metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000);
    if (costs.length > updatesPerRound + 1) done.resolve(undefined);
    else await answerOrders(route);
  });
  await page.goto('http://localhost/counter#/orders?show=all');
  await done.promise;
  const tickets = await page.locator('.ticket').count();
  await page.context().close();
  if (tickets !== orderCount) throw new Error(`The board shows ${tickets} orders.`);
  const [start = 0, shown = 0] = costs;
  const end = costs.at(-1) ?? 0;
  return { shown: shown - start, updated: (end - shown) / updatesPerRound };
}

/** Taps the filters in turn, and scrolls, while the board is polled as usual. */
async function measureUse(
  opened: Browser,
  folder: string,
): Promise<Pick<Costs, 'tapped' | 'longestFrame'>> {
  const page = await openPage(opened, folder);
  await page.goto('http://localhost/counter#/orders?show=all');
  await page
    .locator('.ticket')
    .nth(orderCount - 1)
    .waitFor({ state: 'attached' });
  const longestFrame = await page.evaluate(scrollBoard, framesPerRound);
  const tapped = await page.evaluate(tapFilters, tapsPerRound);
  await page.context().close();
  return { tapped, longestFrame };
}

/** Runs in the page. @returns the longest time between two frames */
async function scrollBoard(frames: number): Promise<number> {
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const page = document.scrollingElement;
  const places = [document.getElementById('view'), page].filter((place) => place !== null);
  const place = places.find(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);
  if (!place) throw new Error('The board does not scroll.');
  let before = await nextFrame();
  let longest = 0;
  for (let frame = 0; frame < frames; frame++) {
    place.scrollTop += innerHeight / 2;
    const now = await nextFrame();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
}

/** Runs in the page. @returns the mean time from a tap to the end of the next frame */
async function tapFilters(taps: number): Promise<number> {
  const afterFrame = () =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const filters = [...document.querySelectorAll<HTMLElement>('.board-tools .segments button')];
  let sum = 0;
  for (let tap = 0; tap < taps; tap++) {
    await afterFrame();
    const start = performance.now();
    filters[tap % filters.length]?.click();
    await afterFrame();
    sum += performance.now() - start;
  }
  return sum / taps;
}

function printCosts(name: string, costs: readonly (readonly number[])[]) {
  folders.forEach((folder, index) =>
    print(`${folder}: ${name}: ${median(costs[index] ?? []).toFixed(2)} ms`),
  );
  const [ours, theirs] = costs;
  if (!ours || !theirs) return;
  const { ratio, low, high } = ratioOfMedians(ours, theirs, newRandom(1));
  print(`${name}: ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`);
}

/** A page whose files and responses come from here. It polls every 50 ms. */
async function openPage(
  opened: Browser,
  folder: string,
  onServe?: (file: string) => void,
): Promise<Page> {
  const context = await opened.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const { setTimeout: later } = globalThis;
    Object.assign(globalThis, {
      setTimeout: (act: () => void, ms = 0) => later(act, ms === 3_000 ? 50 : ms),
    });
  });
  const answerOrders = createOrders();
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/api/staff/orders') return answerOrders(route);
    if (pathname.startsWith('/api/')) return answerApi(route, pathname);
    const [, first = ''] = pathname.split('/');
    const page = { '': '/index.html', product: '/index.html', counter: '/counter.html' }[first];
    const file = `${folder}${page ?? pathname}`;
    onServe?.(file);
    return serveFile(route, file);
  });
  return page;
}

async function serveFile(route: Route, file: string) {
  const body = await readFile(file).catch(() => undefined);
  if (!body) return route.fulfill({ status: 404 });
  const contentType = lookup(extname(file)) ?? 'application/octet-stream';
  return route.fulfill({ body, contentType, headers: pageHeaders });
}

function answerApi(route: Route, path: string) {
  const answers = {
    '/api/bakery': bakery,
    '/api/staff/session': session,
    '/api/products': [product],
  };
  const json = (answers as Readonly<Record<string, unknown>>)[path];
  return route.fulfill(json ? { json } : { status: 404 });
}

/** All orders of the day at first, then one that was changed with each poll. */
function createOrders() {
  let polls = 0;
  const orders = Array.from({ length: orderCount }, (_, index) => createOrder(index));
  return (route: Route) => {
    const isPoll = new URL(route.request().url()).searchParams.has('since');
    const status = polls++ % 2 === 0 ? 'Processing' : 'Completed';
    const changed = { ...createOrder(changedOrder), status } as const;
    const since = new Date().toISOString();
    return route.fulfill({
      json: { orders: isPoll ? [changed] : orders, next_cursor: null, since },
    });
  };
}

function createOrder(index: number): StaffOrder {
  const today = new Date().toISOString().slice(0, 10);
  const minutes = 7 * 60 + (index % 24) * 30;
  const time = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const names = ['Butter Croissant', 'Sourdough Loaf', 'Cinnamon Roll'];
  const lines = names.slice(0, 1 + (index % 3)).map((name, line) => ({
    product_id: line + 1,
    name,
    quantity: 1 + (index % 5),
    unit_price: 80,
    allergens: ['gluten' as const],
    traces: [],
    note: index % 7 === line ? 'sliced, please' : null,
    picture: null,
    options: [],
  }));
  return {
    order_id: 101 + index,
    status: 'Processing',
    reason: null,
    lines,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total: lines.reduce((sum, { quantity }) => sum + quantity * 80, 0),
    currency: 'INR',
    customer: { name: `Guest ${index}`, phone: null, email: null },
    pickup_at: `${today}T${time.join(':')}:00.000Z`,
    pickup_date: today,
    placed_at: `${today}T05:00:00.000Z`,
    placed_by: null,
    collected_at: null,
    completed_by: null,
    missed_at: null,
    override_reason: null,
  };
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}
