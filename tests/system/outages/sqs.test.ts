/**
 * Order placement while the connection to SQS fails. Orders are accepted within the time limit, the relay sends
 * their messages later, and every part recovers without a restart.
 */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { checkReadiness } from '../../../functions/health/check-readiness.ts';
import { startSqsEventSource } from '../../../local/event-sources/sqs-event-source.ts';
import { startSqsServer, type SqsServer } from '../../../local/embedded/sqs-server.ts';
import { database } from '../../../shared/db/database.ts';
import { openOrderQueue } from '../../../shared/queue/sqs.ts';
import type { OrderQueue } from '../../../shared/queue/order-queue.ts';
import { addProduct } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { floodQueue, maxRequestMs, message, placeDuringOutage, relayUntilSent } from './outage.ts';

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

const place = () => placeDuringOutage(queue, product);

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
  expect(ms).toBeLessThan(maxRequestMs);
  expect(await checkReadiness(database, queue)).toMatchObject({
    status: 'degraded',
    queue: 'down',
  });
  expect(await queue.send([message(id)])).toMatchObject([{ message: message(id) }]);
  proxy.heal();
  await relayUntilSent(queue, id);
});

test.each([0, 5, 100])(
  'a send whose response is cut off after %i bytes was executed, and is repeated by the relay',
  async (bytes) => {
    const before = server.peek('orders').length;
    proxy.cutInTheMiddle(bytes);
    const { id, ms } = await place();
    expect(ms).toBeLessThan(maxRequestMs);
    await relayUntilSent(queue, id);
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
  expect(ms).toBeLessThan(maxRequestMs);
  await eventually(() => expect(server.peek('orders').length).toBeGreaterThan(before));
  proxy.heal();
  await relayUntilSent(queue, id);
  const sent = server.peek('orders').slice(before);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  expect(new Set(sent.map((body) => (JSON.parse(body) as { order_id: number }).order_id))).toEqual(
    new Set([id]),
  );
});

test('a flood while SQS is silent is limited to a thousand unconfirmed messages', async () => {
  proxy.halfOpen(true);
  const { unsent, byReason } = await floodQueue(queue);
  expect(unsent).toHaveLength(5_000);
  const refused = byReason.get('Error: SQS is too slow: too many unconfirmed messages');
  expect(refused).toHaveLength(4_000);
  proxy.heal();
  // Abandoned requests may take a moment to end.
  await eventually(async () => expect(await queue.send([message(1)])).toEqual([]));
});

test('an event source closes the connection to a silent SQS, and continues on a new one', async () => {
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
