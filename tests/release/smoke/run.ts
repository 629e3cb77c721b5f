/**
 * npm run smoke -- --url https://shop.example: makes every request of a customer to a running
 * bakery, and orders one unit of the cheapest product. The order is cancelled when customers may
 * cancel it; otherwise its number is printed, so that staff can cancel it. With --no-order no order
 * is placed.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { GetOrderResponse, PlaceOrderResponse } from '../../../shared/contract/orders.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { check, hasFailures, note, say, seconds, summary, until } from '../../support/checks.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, 'no-order': { type: 'boolean', default: false } },
});
if (!values.url) throw new Error('npm run smoke -- --url https://shop.example');
const shop = values.url.replace(/\/+$/, '');
const correlationId = `smoke-${randomUUID()}`;

interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function ask(path: string, request: Request = {}): Promise<Response> {
  const headers = { 'x-correlation-id': correlationId, ...request.headers };
  return fetch(shop + path, { ...request, headers, signal: AbortSignal.timeout(15_000) });
}

async function askFor<Body>(path: string, request?: Request): Promise<Body> {
  const answer = await ask(path, request);
  const body = await answer.text();
  assert(answer.ok, `${path} was answered with ${answer.status} ${body.slice(0, 500)}`);
  return JSON.parse(body) as Body;
}

async function servePage() {
  const answer = await ask('/');
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /<!doctype html>/i);
  const { headers } = answer;
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  if (shop.startsWith('https:')) assert.notEqual(headers.get('strict-transport-security'), null);
}

async function showPageOf({ id, name }: Product) {
  const answer = await ask(`/product/${id}`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'self'/);
  assert((await answer.text()).includes('<meta property="og:title"'), `${name} has no tags`);
  assert.equal((await ask('/product/nothing')).status, 404);
  const unknown = await ask('/anything-else');
  assert.equal(unknown.status, 404);
  assert.match(await unknown.text(), /href="\/"/);
}

async function beReady() {
  const { status } = await askFor<{ status: string }>('/api/health/ready');
  assert.equal(status, 'ready');
}

async function refuseUnknown() {
  const answer = await ask('/api/no-such-thing');
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal(answer.headers.get('x-correlation-id'), correlationId);
}

/**
 * Sign-in attempts under an unknown name, each with another forged address. If the address were
 * trusted, each attempt would count as the first of its network, and none would be throttled.
 */
async function seeThroughForgedAddresses() {
  const name = `smoke-${randomUUID().slice(0, 8)}`;
  const statuses: number[] = [];
  for (let guess = 1; guess <= 6; guess++) {
    const forged = `203.0.113.${guess}`;
    const answer = await ask('/api/staff/session', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': forged,
        forwarded: `for=${forged}`,
        'x-real-ip': forged,
      },
      body: JSON.stringify({ name, password: 'a guess of the smoke test' }),
    });
    statuses.push(answer.status);
  }
  assert.equal(statuses.at(-1), 429, `the guesses were answered with ${statuses.join(', ')}`);
}

async function findProduct(): Promise<Product> {
  const products = await askFor<Product[]>('/api/products');
  const offered = products.filter(({ available }) => available);
  const cheapest = offered.toSorted((a, b) => a.price - b.price)[0];
  if (!cheapest) throw new Error('There are no products.');
  note(`${products.length} products, ${offered.length} available; ordering 1 × ${cheapest.name}`);
  return cheapest;
}

/** Sends one order twice with one idempotency key, as after a lost response. */
async function placeOnce({ id }: Product): Promise<PlaceOrderResponse> {
  const order = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      lines: [{ product_id: id, quantity: 1, note: 'smoke test' }],
      customer: { name: 'Smoke test' },
    }),
  };
  const placed = await askFor<PlaceOrderResponse>('/api/order', order);
  const again = await askFor<PlaceOrderResponse>('/api/order', order);
  assert.deepEqual(again, placed);
  return placed;
}

async function follow({ order_id: id, token }: PlaceOrderResponse): Promise<void> {
  const began = performance.now();
  const order = await until(`order ${id} is decided`, 60_000, async () => {
    const found = await askFor<GetOrderResponse>(`/api/order/${id}`, openedBy(token));
    return found.status === 'Pending' ? undefined : found;
  });
  note(`order ${id} was ${order.status} ${seconds(performance.now() - began)} after it was placed`);
  assert(['Completed', 'Processing'].includes(order.status), `it is ${order.status}`);
}

async function takeBack({ order_id: id, token }: PlaceOrderResponse): Promise<void> {
  const answer = await ask(`/api/order/${id}/cancel`, { method: 'POST', ...openedBy(token) });
  if (answer.ok) note(`order ${id} is cancelled`);
  else note(`order ${id} is packed, and staff must cancel it`);
  assert([200, 409].includes(answer.status), `it was answered with ${answer.status}`);
}

const openedBy = (token: string) => ({ headers: { 'x-order-token': token } });

say(`${shop}, correlation id ${correlationId}`);
await check('the shop is served with its headers', servePage);
await check('all dependencies are ready', beReady);
await check('an unknown address is refused in the form of the API', refuseUnknown);
await check('a forged address in X-Forwarded-For is ignored', seeThroughForgedAddresses);
let product: Product | undefined;
await check('products are available', async () => {
  product = await findProduct();
});
if (product) {
  const shown = product;
  await check('a product has a page, and unknown pages lead to the shop', () => showPageOf(shown));
}
if (product && !values['no-order']) {
  const chosen = product;
  let placed: PlaceOrderResponse | undefined;
  await check('an order sent twice is placed once', async () => {
    placed = await placeOnce(chosen);
  });
  if (placed) {
    const order = placed;
    await check('the order is processed', () => follow(order));
    await check('the order is cancelled when customers may cancel it', () => takeBack(order));
  }
}
say(summary());
process.exitCode = hasFailures() ? 1 : 0;
