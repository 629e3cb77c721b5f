/**
 * Orders while the connection to SQS fails in every way: they are accepted in time and left to the relay, and
 * everything recovers without a restart.
 */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { placeOrder } from '../../../functions/place-order/place-order.ts';
import { relayOrders } from '../../../functions/relay-orders/relay-orders.ts';
import { checkReadiness } from '../../../functions/health/check-readiness.ts';
import { startSqsEventSource } from '../../../local/event-sources/sqs-event-source.ts';
import { startSqsServer, type SqsServer } from '../../../local/embedded/sqs-server.ts';
import { database } from '../../../shared/db/database.ts';
import { openOrderQueue } from '../../../shared/queue/sqs.ts';
import type { OrderQueue } from '../../../shared/queue/order-queue.ts';
import { addProduct, sql } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';

/** The time limit of a request during an outage (milliseconds). */
const longest = 5_000;

let server: SqsServer;
let proxy: FaultProxy;
let queueUrl: string;
let product: number;
let queue: OrderQueue;

beforeAll(async () => {
  server = await startSqsServer({ port: 0 });
  proxy = await startFaultProxy({ upstreamPort: Number(new URL(server.endpoint).port) });
  const endpoint = `http://127.0.0.1:${proxy.port}`;
  queueUrl = server.ensureQueue('orders').replace(server.endpoint, endpoint);
  Object.assign(process.env, { ORDER_QUEUE_URL: queueUrl, AWS_ENDPOINT_URL_SQS: endpoint });
  product = await addProduct({ stock: 100_000 });
});

beforeEach(async () => {
  queue = openOrderQueue();
  await queue.check();
});

afterEach(async () => {
  proxy.heal();
  await queue.close();
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

/** As `POST /order` does. @returns the order's id, and the duration */
async function place() {
  const began = performance.now();
  const { order_id } = await placeOrder(database, queue, {
    request: { lines: [{ product_id: product, quantity: 1 }] },
    idempotencyKey: undefined,
    correlationId: 'outage',
    placedBy: null,
    clientNetwork: '127.0.0.1',
    limits: { perContact: 0, perAddress: 0 },
    now: new Date(),
  });
  return { id: order_id, ms: performance.now() - began };
}

const message = (n: number) => ({ order_id: n, correlation_id: 'flood' });

async function relayUntilSent(orderId: number) {
  await sql('update orders set relay_at = now() where id = $1', [orderId]);
  await eventually(async () => expect((await relayOrders(database, queue)).relayed).toBe(1));
}

test.each<[string, () => void]>([
  [
    'refuses to connect',
    () => {
      proxy.refuse(true);
      proxy.cut();
    },
  ],
  ['has a latency of half a minute', () => proxy.setLatency(30_000)],
  ['drops all packets while a connection is idle', () => proxy.halfOpen(true)],
  [
    'drops all packets before the first connection',
    () => {
      proxy.cut();
      proxy.halfOpen(true);
    },
  ],
])('an order is accepted and left to the relay while the connection to SQS %s', async (_, fail) => {
  fail();
  const { id, ms } = await place();
  expect(ms).toBeLessThan(longest);
  expect(await checkReadiness(database, queue)).toMatchObject({
    status: 'degraded',
    queue: 'down',
  });
  expect(await queue.send([message(id)])).toMatchObject([{ message: message(id) }]);
  proxy.heal();
  await relayUntilSent(id);
});

test.each([0, 5, 100])(
  'a send whose response is cut off after %i bytes was executed, and is repeated by the relay',
  async (bytes) => {
    const before = server.peek('orders').length;
    proxy.cutInTheMiddle(bytes);
    const { id, ms } = await place();
    expect(ms).toBeLessThan(longest);
    await relayUntilSent(id);
    const sent = server.peek('orders').slice(before);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(
      new Set(sent.map((body) => (JSON.parse(body) as { order_id: number }).order_id)),
    ).toEqual(new Set([id]));
  },
);

test('a send whose response came too late was executed, and is repeated by the relay', async () => {
  const before = server.peek('orders').length;
  proxy.holdAnswers(true);
  const { id, ms } = await place();
  expect(ms).toBeLessThan(longest);
  await eventually(() => expect(server.peek('orders').length).toBeGreaterThan(before));
  proxy.heal();
  await relayUntilSent(id);
  const sent = server.peek('orders').slice(before);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  expect(new Set(sent.map((body) => (JSON.parse(body) as { order_id: number }).order_id))).toEqual(
    new Set([id]),
  );
});

test('a flood while SQS is silent is limited to a thousand unconfirmed messages', async () => {
  proxy.halfOpen(true);
  const flood = await Promise.all(
    Array.from({ length: 5_000 }, (_, n) => queue.send([message(n)])),
  );
  const reasons = Map.groupBy(flood.flat(), ({ cause }) => String(cause));
  expect(flood.flat()).toHaveLength(5_000);
  expect(reasons.get('Error: SQS is too slow: too many unconfirmed messages')).toHaveLength(4_000);
  proxy.heal();
  // Abandoned requests may take a moment to end.
  await eventually(async () => expect(await queue.send([message(1)])).toEqual([]));
});

test('an event source whose SQS fell silent closes that connection, and continues', async () => {
  const bodies: string[] = [];
  const source = startSqsEventSource(
    ({ Records }) => {
      bodies.push(...Records.map(({ body }) => body));
      return Promise.resolve({ batchItemFailures: [] });
    },
    { queueUrl, retryDelaysMs: [0] },
  );
  const direct = new SQSClient({ endpoint: server.endpoint });
  const send = (MessageBody: string) =>
    direct.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  await send('before');
  await eventually(() => expect(bodies).toContain('before'));
  const before = proxy.connections();
  proxy.halfOpen(true);
  await eventually(() => expect(proxy.connections()).toBeGreaterThan(before));
  // Requests on the old connections never get a response.
  proxy.cut();
  proxy.heal();
  await send('after');
  await eventually(() => expect(bodies).toContain('after'));
  await source.stop();
  direct.destroy();
});
