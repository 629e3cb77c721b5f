/**
 * The load driver, a separate process: places orders in several concurrent lanes, cancels some of
 * them unless it is a race, and writes a journal before and after each request. It repeats a request under its key
 * until it has a definite response, as an honest client would. SIGTERM makes it finish pending
 * orders.
 *
 * node driver.ts '{"url":…,"journal":…,"seed":…,"lanes":…,"products":[…],"pickups":[…]}'
 */
import { setTimeout } from 'node:timers/promises';
import { type JournalLine, openJournal } from './journal.ts';
import { newRandom } from './random.ts';

export interface DriverOptions {
  readonly url: string;
  readonly journal: string;
  readonly seed: number;
  readonly lanes: number;
  /** The most orders; default: until it is stopped. */
  readonly orders?: number;
  readonly products: readonly number[];
  /** Starts of slots that orders compete for. */
  readonly pickups: readonly string[];
  /** Milliseconds between two orders of a lane. */
  readonly pauseMs: number;
  /**
   * Each order is one unit of one product, and is not cancelled. Products and pickups take turns, so that all of them
   * are ordered equally often; after the last pickup comes an order without a pickup time.
   */
  readonly isRace?: boolean;
}

const options = JSON.parse(process.argv[2] ?? '{}') as DriverOptions;
const journal = openJournal(options.journal);
const random = newRandom(options.seed);
const requestTimeoutMs = 8_000;
/** How long the driver continues pending requests after the stop. */
const patienceMs = 40_000;
let isStopping = false;
let stopBy = Infinity;
let begun = 0;

process.once('SIGTERM', () => {
  isStopping = true;
  stopBy = Date.now() + patienceMs;
});

function isAllowedToBegin(): boolean {
  return !isStopping && begun < (options.orders ?? Infinity);
}

async function runLane() {
  while (isAllowedToBegin()) {
    const key = `order-of-seed-${options.seed}-${++begun}`;
    const order = await place(key, options.isRace ? newRaceBody(key, begun) : newBody(key));
    if (order && !options.isRace && random.happens(0.1)) await cancel(key, order);
    await setTimeout(options.pauseMs);
  }
}

interface Placed {
  readonly order_id: number;
  readonly token: string;
}

interface Body {
  readonly lines: readonly (JournalLine & { readonly note?: string })[];
  readonly pickup_at?: string;
}

function newBody(key: string): Body {
  const count = random.between(1, 3);
  const lines = Array.from({ length: count }, (_, index) => ({
    product_id: random.oneOf(options.products),
    quantity: random.between(1, 2),
    ...(index === 0 && { note: key }),
  }));
  const pickup_at = random.happens(0.5) ? random.oneOf(options.pickups) : undefined;
  // Open orders with one contact are limited, so some orders have no contact.
  const customer = { name: 'Ada', email: `${key}@example.com` };
  return {
    lines,
    ...(pickup_at !== undefined && { pickup_at }),
    ...(random.happens(0.5) && { customer }),
  };
}

function newRaceBody(key: string, turn: number): Body {
  const { products, pickups } = options;
  const product_id = products[turn % products.length] ?? 0;
  const pickup_at = pickups[Math.floor(turn / products.length) % (pickups.length + 1)];
  return {
    lines: [{ product_id, quantity: 1, note: key }],
    ...(pickup_at !== undefined && { pickup_at }),
  };
}

/** @returns the placed order; undefined when it was refused or the result is unknown */
async function place(key: string, body: Body): Promise<Placed | undefined> {
  const { pickup_at } = body;
  const lines = body.lines.map(({ product_id, quantity }) => ({ product_id, quantity }));
  for (let attempt = 1; Date.now() < stopBy; attempt++) {
    journal.write({ kind: 'order', key, attempt, lines, ...(pickup_at && { pickup_at }) });
    try {
      const { status, text } = await post('/order', body, { 'idempotency-key': key });
      const placed = status === 201 ? (JSON.parse(text) as Placed) : undefined;
      journal.write({
        kind: 'answer',
        key,
        status,
        ...(placed && { order_id: placed.order_id, token: placed.token }),
      });
      if (status < 500 && status !== 429) return placed;
    } catch (error) {
      journal.write({ kind: 'unknown', key, reason: String(error) });
    }
    await setTimeout(100);
  }
  return undefined;
}

async function cancel(key: string, { order_id, token }: Placed) {
  journal.write({ kind: 'cancel', key, order_id });
  try {
    const { status } = await post(`/order/${order_id}/cancel`, {}, { 'x-order-token': token });
    journal.write({ kind: 'cancelled', key, status });
  } catch (error) {
    journal.write({ kind: 'unknown', key, reason: String(error) });
  }
}

async function post(path: string, body: unknown, headers: Record<string, string>) {
  const answer = await fetch(`${options.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  return { status: answer.status, text: await answer.text() };
}

await Promise.all(Array.from({ length: options.lanes }, runLane));
journal.close();
process.exit(0);
