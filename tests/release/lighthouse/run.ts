/**
 * Checks Lighthouse's scores of the shop and the page of an order, on a phone and on a desktop, on
 * the embedded stack with its production build:
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

const leastScore = 95;
/** Other load on the machine can only lower a score, so one good try is enough. */
const maxTries = 3;
const categories = ['performance', 'accessibility', 'best-practices'] as const;
const devices = { phone: [], desktop: ['--preset=desktop'] } as const;
type Device = keyof typeof devices;

interface Report {
  readonly runtimeError?: { readonly message: string };
  /** Scores from 0 to 1; null when Lighthouse could not compute one. */
  readonly categories: Readonly<
    Record<(typeof categories)[number], { readonly score: number | null }>
  >;
}

type Scores = readonly (readonly [(typeof categories)[number], number])[];

const lighthouse = fileURLToPath(new URL('node_modules/lighthouse/cli/index.js', import.meta.url));
const reports = fileURLToPath(new URL('../../../test-output/lighthouse', import.meta.url));

await mkdir(reports, { recursive: true });
await buildAll('sqs');
const [stack, chromium] = await Promise.all([startStack(), findChromium()]);
try {
  const pages = { shop: stack.frontendUrl, order: await placeOrder() };
  for (const [page, url] of Object.entries(pages)) {
    for (const device of Object.keys(devices) as Device[]) {
      let scores: Scores = [];
      for (let tries = 0; tries < maxTries && !areGood(scores); tries++) {
        scores = await measure(url, device, `${page}-${device}`);
        print(
          `${page}, ${device}: ${scores.map(([name, score]) => `${name} ${score}`).join(', ')}`,
        );
      }
      if (!areGood(scores)) process.exitCode = 1;
    }
  }
} finally {
  await stack.stop();
}
if (process.exitCode) print(`Every score must be ${leastScore} or more. See ${reports}`);

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

async function measure(url: string, device: Device, name: string): Promise<Scores> {
  const file = `${reports}/${name}`;
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
  if (report.runtimeError) throw new Error(`${name}: ${report.runtimeError.message}`);
  return categories.map((category) => [
    category,
    Math.round((report.categories[category].score ?? 0) * 100),
  ]);
}

function areGood(scores: Scores): boolean {
  return scores.length > 0 && scores.every(([, score]) => score >= leastScore);
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}
