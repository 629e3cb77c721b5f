/** A run under another clock is only valid if all parts of the bakery use that clock. */
import pg from 'pg';
import { openBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { newShopClient } from '../../support/shop-client.ts';
import { type Stack, startStack } from '../../support/stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Seconds between a time and the time of the tests. */
function distance(time: number | string | Date): number {
  return Math.abs(new Date(time).getTime() - Date.now()) / 1_000;
}

const mostSeconds = 60;

test('the API uses the clock of the tests', async () => {
  const answer = await fetch(`${stack.apiUrl}/health`);
  expect(distance(answer.headers.get('date') ?? '')).toBeLessThan(mostSeconds);
});

test('PostgreSQL uses the clock of the tests', async () => {
  for (const connectionString of [stack.databaseUrl, process.env['DATABASE_URL']]) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<{ now: Date }>('select now()');
    await client.end();
    expect(distance(rows[0]?.now ?? 0)).toBeLessThan(mostSeconds);
  }
});

test('the processor uses the clock of the tests', async () => {
  await newShopClient(stack.apiUrl).post('/order', { product_id: 1, quantity: 1 });
  const time = await eventually(() => {
    const line = /\{[^\n]*"message":"order processed"[^\n]*/.exec(stack.output())?.[0];
    if (line === undefined) throw new Error('The processor has not processed the order yet.');
    return (JSON.parse(line) as { timestamp: string }).timestamp;
  });
  expect(distance(time)).toBeLessThan(mostSeconds);
});

test('the browser uses the clock of the tests', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    expect(distance(await page.evaluate(() => Date.now()))).toBeLessThan(mostSeconds);
  } finally {
    await browser.close();
  }
});
