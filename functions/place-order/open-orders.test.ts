/** The limits of open orders. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { handler } from './handler.ts';
import { newContext, newHttpEvent, readAnswer, type Call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { processOrder } from '../../tests/support/orders.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';

const perContact = 3;
const perAddress = 5;

let product: number;
beforeAll(async () => {
  product = await addProduct({ stock: 1_000 });
  await sql('update settings set slot_capacity = 100000');
  process.env['MAX_OPEN_ORDERS_PER_CONTACT'] = String(perContact);
});
beforeEach(async () => {
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = '0';
  await sql('truncate orders cascade');
});

interface Sender {
  readonly email?: string;
  readonly phone?: string;
  readonly from?: string;
  readonly headers?: Call['headers'];
  readonly route?: string;
}

async function send({ from = '192.0.2.1', headers, route = 'POST /order', ...contact }: Sender) {
  const customer = Object.keys(contact).length > 0 && { customer: { name: 'Emma', ...contact } };
  const body = { lines: [{ product_id: product, quantity: 1 }], ...customer };
  const event = newHttpEvent(route, { body, ...(headers && { headers }) });
  const { requestContext } = event;
  const http = { ...requestContext.http, sourceIp: from };
  const result = await handler(
    { ...event, requestContext: { ...requestContext, http } },
    newContext(),
  );
  return readAnswer(route, result);
}

async function placed(sender: Sender): Promise<number> {
  const { status, body } = await send(sender);
  expect(status).toBe(201);
  return placeOrderResponse.parse(body).order_id;
}

/** Places this number of orders. @returns the ids */
async function placedTimes(times: number, sender: Sender): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < times; i++) ids.push(await placed(sender));
  return ids;
}

const tooMany = { status: 409, body: { code: 'too-many-open-orders' } };
const emma = { email: 'emma@example.com' };

test('refuses an order above the limit of a contact, and accepts other contacts', async () => {
  await placedTimes(perContact, emma);
  expect(await send(emma)).toMatchObject(tooMany);
  await placed({ email: 'anna@example.com' });
  await placed({});
});

test('counts spellings of a contact together', async () => {
  await placedTimes(perContact, { email: 'Emma@Example.com' });
  expect(await send({ email: 'emma@example.COM' })).toMatchObject(tooMany);
  await placedTimes(perContact, { phone: '+49 30 / 123-456' });
  expect(await send({ phone: '0049 30 123456' })).toMatchObject(tooMany);
});

test.each<[string, Sender, Sender]>([
  ['capitals with marks', { email: 'jörg@example.org' }, { email: 'JÖRG@EXAMPLE.ORG' }],
  ['the other form of Unicode', { email: 'jörg@example.org' }, { email: 'jo\u0308rg@example.org' }],
  ['an ß', { email: 'strauß@example.org' }, { email: 'STRAUSS@example.org' }],
  ['full width', { email: 'emma@example.org' }, { email: 'ｅｍｍａ＠example．org' }],
  ['an invisible mark', { email: 'emma@example.org' }, { email: 'em\u200bma@example.org' }],
  ['the country code', { phone: '+91 98765 43210' }, { phone: '098765 43210' }],
  ['the country code without plus', { phone: '+91 98765 43210' }, { phone: '091 98765 43210' }],
  ['an extension', { phone: '+91 98765 43210' }, { phone: '098765 43210 ext. 12' }],
  ['Devanagari digits', { phone: '098765 43210' }, { phone: '०९८७६५ ४३२१०' }],
  ['a zero in brackets', { phone: '+49 30 123456' }, { phone: '+49 (0)30 123456' }],
])('counts a contact together with its spelling with %s', async (_, sender, again) => {
  await placedTimes(perContact, sender);
  expect(await send(again)).toMatchObject(tooMany);
});

test('counts orders of an earlier release, which have no keys', async () => {
  const contact = { email: 'Emma@example.org', phone: '+49 30 / 123456' };
  await placedTimes(perContact - 1, contact);
  await sql(
    'update orders set customer_email_key = null, customer_phone_key = null, customer_keys_made = null',
  );
  await placed(contact);
  expect(await send({ email: 'emma@EXAMPLE.org' })).toMatchObject(tooMany);
  expect(await send({ phone: '0049 30 123456' })).toMatchObject(tooMany);
});

test('does not count a completed order that a wrong clock has dated ahead', async () => {
  const ids = await placedTimes(perContact, emma);
  await sql(
    `update orders set status = 'Completed', pickup_at = null, placed_at = now() + interval '1 year'
     where id = any($1)`,
    [ids],
  );
  await placed(emma);
});

test('counts e-mail addresses that differ in a diacritic separately', async () => {
  await placedTimes(perContact, { email: 'jorg@example.org' });
  await placed({ email: 'jörg@example.org' });
});

test('refuses a phone number above the limit, also with another e-mail address', async () => {
  const phone = '+49 30 123456';
  await placedTimes(perContact, { ...emma, phone });
  expect(await send({ email: 'anna@example.com', phone })).toMatchObject(tooMany);
});

test('a repeated request returns its order, also at the limit', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const id = await placed({ ...emma, headers });
  await placedTimes(perContact - 1, emma);
  expect(await send(emma)).toMatchObject(tooMany);
  expect(await placed({ ...emma, headers })).toBe(id);
});

test('two concurrent equal requests get one order when the limit allows one more', async () => {
  await placedTimes(perContact - 1, emma);
  const headers = { 'idempotency-key': randomUUID() };
  const both = await Promise.all([placed({ ...emma, headers }), placed({ ...emma, headers })]);
  expect(new Set(both).size).toBe(1);
});

test('has no limit for orders at the counter', async () => {
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = String(perAddress);
  const { headers } = await signInAs('baker');
  await placedTimes(perAddress + 1, { ...emma, headers, route: 'POST /staff/orders' });
});

test('refuses an order above the limit of an address, from any customer', async () => {
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = String(perAddress);
  await placedTimes(perAddress, {});
  expect(await send({})).toMatchObject(tooMany);
  expect(await send({ email: 'anna@example.com' })).toMatchObject(tooMany);
  await placed({ from: '192.0.2.2' });
});

test('counts all addresses of an IPv6 network together', async () => {
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = String(perAddress);
  for (let i = 0; i < perAddress; i++) await placed({ from: `2001:db8::${i}` });
  expect(await send({ from: '2001:db8::ffff:1' })).toMatchObject(tooMany);
  await placed({ from: '2001:db8:0:1::1' });
});

test.each([
  ['with a port each', (n: number) => `192.0.2.7:${1024 + n}`],
  [
    'as IPv4 and as IPv6',
    (n: number) => ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:c000:207'][n % 3],
  ],
])('counts notations of an address behind a proxy together: %s', async (_, write) => {
  process.env['MAX_OPEN_ORDERS_PER_ADDRESS'] = String(perAddress);
  process.env['TRUSTED_PROXIES'] = '1';
  const behindProxy = (address = '') => ({ headers: { 'x-forwarded-for': address } });
  try {
    for (let n = 0; n < perAddress; n++) await placed(behindProxy(write(n)));
    expect(await send(behindProxy(write(perAddress)))).toMatchObject(tooMany);
    await placed(behindProxy('::ffff:192.0.2.8'));
  } finally {
    delete process.env['TRUSTED_PROXIES'];
  }
});

test('does not store the address of an order when there is no limit', async () => {
  await placed(emma);
  expect(await sql('select placed_from from orders')).toEqual([{ placed_from: null }]);
});

test('concurrent requests may exceed the limit, and the next request is refused', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(emma)));
  const granted = answers.filter(({ status }) => status === 201).length;
  expect(granted).toBeGreaterThanOrEqual(perContact);
  expect(await send(emma)).toMatchObject(tooMany);
});

test.each(['Pending', 'Processing', 'Completed'])(
  'a %s order counts until one day after its pickup',
  async (status) => {
    const ids = await placedTimes(perContact, emma);
    const moveTo = (hoursAgo: number) =>
      sql(
        `update orders set status = $2, pickup_at = now() - make_interval(hours => $3) where id = $1`,
        [ids[0], status, hoursAgo],
      );
    await moveTo(23);
    expect(await send(emma)).toMatchObject(tooMany);
    await moveTo(25);
    expect((await send(emma)).status).toBe(201);
  },
);

describe('after any history of orders', () => {
  /**
   * Each step applies to the oldest order in the state that the step needs. `becomes` holds the
   * order's next state.
   */
  const steps = ['place', 'process', 'cancel', 'collect', 'miss', 'forget to collect'] as const;
  type State = 'Pending' | 'Completed' | 'over';
  const needs = {
    process: 'Pending',
    cancel: 'Completed',
    collect: 'Completed',
    miss: 'Completed',
    'forget to collect': 'Completed',
  } as const;
  const becomes = {
    process: 'Completed',
    cancel: 'over',
    collect: 'over',
    miss: 'over',
    'forget to collect': 'over',
  } as const;
  const statements = {
    cancel: `update orders set status = 'Cancelled' where id = $1`,
    collect: 'update orders set collected_at = now() where id = $1',
    miss: 'update orders set missed_at = now() where id = $1',
    'forget to collect': `update orders set pickup_at = now() - interval '25 hours' where id = $1`,
  } as const;

  test('an order is accepted exactly while fewer orders are open than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('place', ...steps), { minLength: 5, maxLength: 20 }),
        async (history) => {
          await sql('truncate orders cascade');
          const orders = new Map<number, State>();
          for (const step of history) {
            if (step === 'place') {
              const open = [...orders.values()].filter((state) => state !== 'over').length;
              const { status, body } = await send(emma);
              expect(status).toBe(open < perContact ? 201 : 409);
              if (status === 201) orders.set(placeOrderResponse.parse(body).order_id, 'Pending');
              continue;
            }
            const [id] = [...orders].find(([, state]) => state === needs[step]) ?? [];
            if (id === undefined) continue;
            if (step === 'process') await processOrder({ id });
            else await sql(statements[step], [id]);
            orders.set(id, becomes[step]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
