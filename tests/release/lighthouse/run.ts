/**
 * Checks Lighthouse's scores of the shop, of a product and of an order's page, each the median of five runs, on a phone
 * and on a desktop, on the embedded stack with its production build:
 *
 * npm run lighthouse -w bakery-tests
 *
 * Reports are written to `test-output/lighthouse/`.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../../build.ts';
import { findChromium } from '../../support/browser.ts';
import { run } from '../../support/find-program.ts';
import { newShopClient } from '../../support/shop-client.ts';
import { startStack } from '../../support/stack.ts';
import { median } from '../../bench/statistics.ts';

const leastScore = 98;
const runs = 5;
const everywhere = ['performance', 'accessibility', 'best-practices'] as const;
const devices = { phone: [], desktop: ['--preset=desktop'] } as const;
type Device = keyof typeof devices;
type Category = (typeof everywhere)[number] | 'seo';

interface TestedPage {
  readonly name: string;
  readonly url: string;
  readonly categories: readonly Category[];
}

interface Report {
  readonly runtimeError?: { readonly message: string };
  /** Scores from 0 to 1; null when Lighthouse could not compute one. */
  readonly categories: Readonly<Record<Category, { readonly score: number | null }>>;
}

const lighthouse = fileURLToPath(new URL('node_modules/lighthouse/cli/index.js', import.meta.url));
const reports = fileURLToPath(new URL('../../../test-output/lighthouse', import.meta.url));

await mkdir(reports, { recursive: true });
await buildAll('sqs');
const [stack, chromium] = await Promise.all([startStack(), findChromium()]);
try {
  const pages: TestedPage[] = [
    { name: 'shop', url: stack.frontendUrl, categories: [...everywhere, 'seo'] },
    {
      name: 'product',
      url: `${stack.frontendUrl}/product/1-chocolate-cake`,
      categories: [...everywhere, 'seo'],
    },
    // Search engines leave out the page of an order.
    { name: 'order', url: await placeOrder(), categories: everywhere },
  ];
  for (const page of pages) {
    for (const device of Object.keys(devices) as Device[]) await check(page, device);
  }
} finally {
  await stack.stop();
}
if (process.exitCode) print(`Every median must be ${leastScore} or more. See ${reports}`);

async function check(page: TestedPage, device: Device) {
  const measured: Scores[] = [];
  while (measured.length < runs) measured.push(await measure(page, device, measured.length + 1));
  for (const category of page.categories) {
    const scores = measured.map((scoresOfRun) => scoresOfRun[category] ?? 0);
    print(`${page.name}, ${device}: ${category} ${median(scores)} (${scores.join(', ')})`);
    if (median(scores) < leastScore) process.exitCode = 1;
  }
}

/** @returns the address of an order's private page */
async function placeOrder(): Promise<string> {
  const { body } = await newShopClient(stack.apiUrl).post('/order', {
    lines: [
      { product_id: 1, quantity: 1 },
      { product_id: 10, quantity: 1, note: 'Emma, 7 years' },
    ],
    customer: { name: 'Emma', phone: '+91 98765 43210' },
  });
  const { order_id: id, token } = body as { order_id: number; token: string };
  return `${stack.frontendUrl}/order#${id}.${token}`;
}

type Scores = Partial<Readonly<Record<Category, number>>>;

async function measure(
  { name, url, categories }: TestedPage,
  device: Device,
  attempt: number,
): Promise<Scores> {
  const file = `${reports}/${name}-${device}-${attempt}`;
  await run(
    process.execPath,
    [
      lighthouse,
      url,
      '--quiet',
      '--no-enable-error-reporting',
      `--only-categories=${categories.join()}`,
      '--chrome-flags=--headless --no-sandbox --disable-gpu',
      '--output=json',
      '--output=html',
      `--output-path=${file}`,
      ...devices[device],
    ],
    { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(await readFile(`${file}.report.json`, 'utf8')) as Report;
  if (report.runtimeError) throw new Error(`${file}: ${report.runtimeError.message}`);
  const scores = categories.map((category) => {
    const { score } = report.categories[category];
    return [category, Math.round((score ?? 0) * 100)] as const;
  });
  return Object.fromEntries(scores);
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}
