/** Text that customers type or paste: which text is accepted, and how it is stored. */
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { handler } from './handler.ts';

let product: number;
beforeAll(async () => {
  product = await addProduct({ stock: 1_000 });
});

function place(customer: object, note?: string) {
  const lines = [{ product_id: product, quantity: 1, ...(note !== undefined && { note }) }];
  return call(handler, 'POST /order', { body: { lines, customer: { name: 'Emma', ...customer } } });
}

async function stored(customer: object, note?: string) {
  const { status, body } = await place(customer, note);
  expect(status).toBe(201);
  const [row] = await sql<{ name: string; phone: string; email: string; note: string }>(
    `select customer_name as name, customer_phone as phone, customer_email as email, note
     from orders o join order_lines on order_id = o.id where o.id = $1`,
    [placeOrderResponse.parse(body).order_id],
  );
  return row;
}

test.each([
  ['+49\u00a030\u202f123456', '+49 30 123456'],
  ['\u202a+49 30 123456\u202c', '+49 30 123456'],
  ['\u200e+49\u200b 30\u2060 123456\ufeff', '+49 30 123456'],
  ['\u2068030 123456\u2069', '030 123456'],
  ['030\u2009/\u2009123456', '030 / 123456'],
  ['030–123—456‑7\u22128', '030-123-456-7-8'],
  ['＋４９（３０）１２３４５６', '+49(30)123456'],
  ['+٤٩ ٣٠ ١٢٣٤٥٦', '+49 30 123456'],
  ['०३० १२३४५६', '030 123456'],
  ['030\u00ad123456', '030123456'],
  ['  030\t123456 ', '030 123456'],
  ['tel:+4930123456', '+4930123456'],
  ['Tel.: 030 123456', '030 123456'],
  ['Mobil 0151 123456', '0151 123456'],
  ['030 1234567 ext. 12', '030 1234567 ext. 12'],
  ['030 1234567;ext=12', '030 1234567;ext=12'],
  ['030 1234567 x12', '030 1234567 x12'],
  ['030 1234567 #12', '030 1234567 #12'],
  ['030 1234567, Durchwahl 12', '030 1234567, Durchwahl 12'],
  ['+49 30 1234567 EXT ٠١٢', '+49 30 1234567 EXT 012'],
])('the phone number %j is stored as %j', async (phone, expected) => {
  expect(await stored({ phone })).toMatchObject({ phone: expected });
});

test.each([
  '     ',
  '\u00a0\u00a0\u00a0\u00a0\u00a0',
  '\u200b\u200b\u200b\u200b\u200b',
  '\u2800\u2800\u2800\u2800\u2800',
  '-----',
  '( / )',
  '+....',
  '00000',
  '0 0 0',
  '+0 / 0',
  '1 ---',
  '+49 30 123456 \u0000',
  'call me',
  '----- x123',
  '00000 ext. 12',
  'ext. 12345',
  '030 1234567 ext.',
  '030 1234567 ext. 12345678',
  '030 1234567 ext. 12 ext. 13',
  '030 1234567 room 12',
])('the phone number %j is refused', async (phone) => {
  expect(await place({ phone })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/customer/phone' }] },
  });
});

test.each([
  ['Jo\u0308rg', 'Jörg'],
  ['  Anna \u00a0 Müller ', 'Anna Müller'],
  ['\u202eanna', 'anna'],
  ['\u2066anna\u2069\u200f', 'anna'],
  ['An\u200bna\ufeff', 'Anna'],
  ['Anna\u2028Müller', 'Anna Müller'],
  ['Anna\u3000Müller', 'Anna Müller'],
  ['مِهدی می‌خواهم', 'مِهدی می‌خواهم'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['❤️', '❤️'],
  [
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  ],
  ['Anna\u{e0041}\u{e0042}', 'Anna'],
  ['क्‍ष', 'क्‍ष'],
  ['?', '?'],
  ['李', '李'],
])('the text %j is stored as %j, as a name and as a note', async (name, expected) => {
  expect(await stored({ name }, name)).toMatchObject({ name: expected, note: expected });
});

test.each([
  '',
  ' ',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\u200d\u200c',
  '\u2060\ufeff',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f\u1160',
  '\u17b4',
  '\u180e',
  '\u202e\u202d',
  '\u2066\u2069',
  '\u2800\u2800',
  '\u3164',
  '\uffa0',
  '\ufe0f',
  '\u{e0100}',
  '\u{e0041}\u{e0042}',
  '\u{1d159}',
  '\ufffc',
  '\u0301\u0301',
  '\u064b',
  '\ue000',
  '\ufff9\ufffb',
])('the text %j is refused as a name and as a note', async (name) => {
  const answer = await place({ name });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: '/customer/name' }] } });
  expect((await place({}, name)).status).toBe(400);
});

test.each(['Anna\u0000', 'An\tna', 'Anna\nBerta', 'Anna\u009b'])(
  'control characters inside a name (%j) are refused',
  async (name) => expect((await place({ name })).status).toBe(400),
);

test.each([
  ['jo\u0308rg@example.org', 'jörg@example.org'],
  [' emma@example.org\u200b', 'emma@example.org'],
  ['\u202aemma@example.org\u202c', 'emma@example.org'],
  ['emma＠example．org', 'emma@example.org'],
])('the e-mail address %j is stored as %j', async (email, expected) => {
  expect(await stored({ email })).toMatchObject({ email: expected });
});

test.each([
  'emma\u00a0',
  '\u2800@\u2800',
  '\u3164@example.org',
  'emma@\u200d',
  '@example.org',
  'em ma@example.org',
])('the e-mail address %j is refused', async (email) => {
  expect(await place({ email })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/customer/email' }] },
  });
});
