/** Text from customers and staff must not appear in the log, not even for failed requests. */
import { logger } from '../../../shared/logger.ts';
import type { HttpFunction } from '../../support/call.ts';
import { call, deliver } from '../../support/call.ts';
import { addProduct, sql } from '../../support/database.ts';
import { signInAs } from '../../support/staff.ts';

const secret = {
  name: 'Zebedäus Canary',
  phone: '+49 1577 6543210',
  email: 'canary@example.org',
  words: 'canary-words',
  password: 'canary password of staff',
};
/** Traces of this text, in any form. */
const traces = /canary|zebed|6543210/i;

const written: string[] = [];
const writes = [process.stdout, process.stderr].map((stream) => ({
  stream,
  write: stream.write.bind(stream),
}));

async function load(folder: string): Promise<HttpFunction> {
  return ((await import(`../../../functions/${folder}/handler.ts`)) as { handler: HttpFunction })
    .handler;
}

beforeAll(() => {
  logger.setLogLevel('DEBUG');
  process.env['REQUEST_TIMEOUT_MS'] = '25000';
  for (const { stream } of writes) {
    stream.write = (chunk: string | Uint8Array) => {
      written.push(chunk.toString());
      return true;
    };
  }
});

afterAll(() => {
  for (const { stream, write } of writes) stream.write = write;
});

test('a day with customers, staff and mistakes leaves no typed text in the log', async () => {
  const [
    placeOrder,
    getOrder,
    applyOrderAction,
    listOrders,
    recordStockMovement,
    signIn,
    createProduct,
  ] = await Promise.all(
    [
      'place-order',
      'get-order',
      'apply-order-action',
      'list-orders',
      'record-stock-movement',
      'sign-in',
      'create-product',
    ].map(load),
  );
  const processOrder = (await load('process-order')) as unknown as Parameters<typeof deliver>[0];
  const cancelOrder = await load('cancel-order');
  const listProducts = await load('list-products');
  const [closeDay, createAccount] = [
    await load('change-special-days'),
    await load('create-account'),
  ];
  const manager = await signInAs('manager');
  const { headers } = manager;
  const product = await addProduct({ stock: 50 });
  const line = { product_id: product, quantity: 1, note: secret.words };
  const customer = { name: secret.name, phone: secret.phone, email: secret.email };
  const order = { lines: [line], customer };

  const asks: (readonly [HttpFunction | undefined, string, object])[] = [
    [placeOrder, 'POST /order', { body: order }],
    [placeOrder, 'POST /order', { body: { ...order, [secret.words]: secret.words } }],
    [placeOrder, 'POST /order', { body: `{"${secret.words}` }],
    [placeOrder, 'POST /order', { body: { ...order, pickup_at: secret.words } }],
    [
      placeOrder,
      'POST /staff/orders',
      {
        headers,
        body: { ...order, pickup_at: '2031-01-01T10:00:00Z', override_reason: secret.words },
      },
    ],
    [listOrders, 'GET /staff/orders', { headers, query: { q: secret.name } }],
    [listOrders, 'GET /staff/orders', { headers, query: { q: secret.name, cursor: secret.words } }],
    [listProducts, 'GET /products', { query: { q: secret.words } }],
    [listProducts, 'GET /products', { query: { [secret.words]: secret.words } }],
    [
      recordStockMovement,
      'POST /staff/products/{id}/stock-movements',
      {
        headers,
        pathParameters: { id: String(product) },
        body: { reason: 'delivery', units: 3, note: secret.words },
      },
    ],
    [signIn, 'POST /staff/session', { body: { name: secret.password, password: secret.password } }],
    [
      signIn,
      'POST /staff/session',
      { body: { name: secret.name, password: secret.password, more: secret.words } },
    ],
    [
      createProduct,
      'POST /staff/products',
      { headers, body: { name: secret.words, category: secret.words } },
    ],
    [
      createAccount,
      'POST /staff/accounts',
      { headers, body: { name: 'x y', role: 'baker', password: secret.password } },
    ],
    [
      closeDay,
      'PUT /staff/special-days/{date}',
      { headers, pathParameters: { date: '2031-02-03' }, body: { message: secret.words } },
    ],
    [
      getOrder,
      'GET /order/{id}',
      { pathParameters: { id: secret.words }, headers: { 'x-order-token': secret.words } },
    ],
  ];
  const statuses: number[] = [];
  for (const [handler, route, options] of asks) {
    if (!handler) throw new Error(`There is no function for ${route}.`);
    statuses.push((await call(handler, route, options)).status);
  }
  expect(statuses[0]).toBe(201);

  const placed = await sql<{ id: number; token: string }>('select id, token from orders');
  await deliver(processOrder, [
    ...placed.map(({ id }) => ({ order_id: id, correlation_id: 'canvas' })),
    `"${secret.words}"`,
    `{${secret.words}`,
  ]);
  for (const { id, token } of placed) {
    const pathParameters = { id: String(id) };
    if (!applyOrderAction) throw new Error('There is no function apply-order-action.');
    for (const body of [
      { action: 'cancel', reason: secret.words },
      { action: 'undo' },
      { action: 'cancel', reason: '', [secret.words]: 1 },
    ]) {
      await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
        headers,
        pathParameters,
        body,
      });
    }
    await call(cancelOrder, 'POST /order/{id}/cancel', {
      pathParameters,
      headers: { 'x-order-token': token },
    });
    expect(written.join('')).not.toContain(token);
  }

  expect(written.length).toBeGreaterThan(5);
  expect(written.filter((line) => traces.test(line))).toEqual([]);
  for (const used of [headers.cookie, headers['x-csrf-token']]) {
    expect(written.join('')).not.toContain(used);
  }
});
