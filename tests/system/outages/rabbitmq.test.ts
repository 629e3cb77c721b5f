/**
 * Order placement while RabbitMQ or its connection fails. Orders are accepted within the time limit, the relay sends
 * their messages later, and every part recovers without a restart.
 */
import { randomUUID } from 'node:crypto';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { checkReadiness } from '../../../functions/health/check-readiness.ts';
import { startRabbitmqEventSource } from '../../../local/event-sources/rabbitmq-event-source.ts';
import { database } from '../../../shared/db/database.ts';
import type { OrderQueue } from '../../../shared/queue/order-queue.ts';
import { openOrderQueue } from '../../../shared/queue/rabbitmq.ts';
import { keepChannel } from '../../../shared/queue/rabbitmq-channel.ts';
import { declareTopology, toTopology } from '../../../shared/queue/rabbitmq-topology.ts';
import { addProduct } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { type OwnRabbitmq, startOwnRabbitmq } from '../../support/rabbitmq.ts';
import { floodQueue, maxRequestMs, message, placeDuringOutage, relayUntilSent } from './outage.ts';

/** With this heartbeat a dead connection is detected after two to three seconds instead of half a minute. */
const heartbeat = '?heartbeat=1';
const retryDelaysMs = [10, 20, 40, 80];
const alarm = ['set_vm_memory_high_watermark', 'absolute', '1'];
const noAlarm = ['set_vm_memory_high_watermark', '0.6'];

let broker: OwnRabbitmq;
let proxy: FaultProxy;
let throughProxy: string;
let queueName: string;
let direct: ChannelModel;
let channel: ConfirmChannel;
let product: number;

beforeAll(async () => {
  broker = await startOwnRabbitmq();
  const url = new URL(broker.url);
  proxy = await startFaultProxy({ upstreamPort: Number(url.port) });
  url.port = String(proxy.port);
  throughProxy = `${url.href}${heartbeat}`;
  direct = await connect(broker.url);
  channel = await direct.createConfirmChannel();
  product = await addProduct({ stock: 100_000 });
});

beforeEach(() => {
  queueName = `test-${randomUUID()}`;
  Object.assign(process.env, { RABBITMQ_URL: throughProxy, RABBITMQ_QUEUE: queueName });
});

afterEach(() => proxy.heal());

afterAll(async () => {
  await direct.close();
  await proxy.stop();
  await broker.stop();
});

async function withQueue(work: (queue: OrderQueue) => Promise<void>) {
  const queue = openOrderQueue();
  try {
    await queue.check();
    await work(queue);
  } finally {
    await queue.close();
  }
}

const place = (queue: OrderQueue) => placeDuringOutage(queue, product);

test.each<[string, () => void]>([
  [
    'refuses to connect',
    () => {
      proxy.refuse(true);
      proxy.cut();
    },
  ],
  ['has a latency of half a minute', () => proxy.setLatency(30_000)],
  ['drops all packets', () => proxy.halfOpen(true)],
  ['breaks before the broker confirms', () => proxy.cutInTheMiddle(0)],
  ['breaks in the middle of a confirmation', () => proxy.cutInTheMiddle(3)],
])(
  'accepts an order, and lets the relay send its message, when the connection to the broker %s',
  (_, fail) =>
    withQueue(async (queue) => {
      fail();
      const { id, ms } = await place(queue);
      expect(ms).toBeLessThan(maxRequestMs);
      const checkBegan = performance.now();
      const { database: up } = await checkReadiness(database, queue);
      expect(up).toBe('up');
      expect(performance.now() - checkBegan).toBeLessThan(maxRequestMs);
      proxy.heal();
      await relayUntilSent(queue, id);
    }),
);

test('an order is answered as soon as it is written, without waiting for the broker', () =>
  withQueue(async (queue) => {
    proxy.halfOpen(true);
    const confirmed = queue.send([{ order_id: 1, correlation_id: 'outage' }]);
    const first = await Promise.race([place(queue), confirmed]);
    expect(first).toEqual(expect.objectContaining({ id: expect.any(Number) as number }));
    await confirmed;
  }));

test('a function without an earlier connection accepts an order in time, and connects after the outage', async () => {
  proxy.halfOpen(true);
  const queue = openOrderQueue();
  const { id, ms } = await place(queue);
  expect(ms).toBeLessThan(maxRequestMs);
  await expect(queue.check()).rejects.toThrow();
  proxy.heal();
  await relayUntilSent(queue, id);
  await queue.close();
});

test('the queue reconnects when the broker sends no heartbeats', () =>
  withQueue(async (queue) => {
    const before = proxy.connections();
    proxy.halfOpen(true);
    // The proxy has closed no connection, so only missing heartbeats can make the queue connect again.
    await eventually(() => expect(proxy.connections()).toBeGreaterThan(before));
    proxy.heal();
    await eventually(() => expect(queue.check()).resolves.toBeUndefined());
  }));

test("the heartbeat is ten seconds unless the broker's URL sets another", async () => {
  const kept = await keepChannel(broker.url, () => Promise.resolve());
  await eventually(() => expect(kept.opened(100)).resolves.toBeDefined());
  const beats = await broker.control('list_connections', 'timeout');
  expect(beats.trim().split('\n')).toContain('10');
  await kept.close();
});

test('a flood while the broker is silent is limited to a thousand unconfirmed messages', () =>
  withQueue(async (queue) => {
    proxy.halfOpen(true);
    const { unsent, byReason } = await floodQueue(queue);
    expect(unsent).toHaveLength(5_000);
    const refused = byReason.get('Error: RabbitMQ is too slow: too many unconfirmed messages');
    expect(refused).toHaveLength(4_000);
    // The sends have timed out, but their messages still fill the connection's buffer.
    const [next] = await queue.send([message(0)]);
    expect(String(next?.cause)).toContain('too many unconfirmed messages');
    proxy.heal();
    await eventually(async () => expect(await queue.send([message(1)])).toEqual([]));
  }));

async function withAlarm(work: () => Promise<void>) {
  await broker.control(...alarm);
  try {
    await work();
  } finally {
    await broker.control(...noAlarm);
  }
}

test('the queue waits only once for a broker short of memory, and sends again when the broker has memory', () =>
  withQueue(async (queue) => {
    let waiting = 0;
    await withAlarm(async () => {
      const first = await place(queue);
      expect(first.ms).toBeLessThan(maxRequestMs);
      await eventually(async () => {
        const [unsent] = await queue.send([message(1)]);
        expect(String(unsent?.cause)).toContain('short of memory');
      });
      waiting = first.id;
      expect(await checkReadiness(database, queue)).toMatchObject({ status: 'degraded' });
    });
    await eventually(async () => expect(await queue.send([message(2)])).toEqual([]));
    await relayUntilSent(queue, waiting);
  }));

function startSource(
  handle: (body: string) => boolean,
  { url = broker.url, delays = retryDelaysMs } = {},
) {
  const bodies: string[] = [];
  const source = startRabbitmqEventSource(
    ({ Records }) => {
      bodies.push(...Records.map(({ body }) => body));
      const failed = Records.filter(({ body }) => !handle(body));
      return Promise.resolve({
        batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
      });
    },
    { url, queue: queueName, retryDelaysMs: delays, batchSize: 10 },
  );
  return { source, bodies };
}

async function sendDirectly(...bodies: string[]) {
  for (const body of bodies) {
    channel.sendToQueue(queueName, Buffer.from(body), {
      persistent: true,
      messageId: randomUUID(),
    });
  }
  await channel.waitForConfirms();
}

const depth = async (queue: string) => (await channel.checkQueue(queue)).messageCount;

test('a worker continues while the broker is short of memory, and loses no failed message', async () => {
  const delays = [1_000, 1_000, 1_000, 1_000];
  const topology = toTopology(queueName, delays);
  await declareTopology(channel, topology);
  const good = Array.from({ length: 100 }, (_, n) => `good ${n}`);
  await sendDirectly('bad', ...good);
  // A connection that has never published is not blocked.
  const observer = await connect(broker.url);
  const observerChannel = await observer.createChannel();
  let isBad = true;
  await broker.control(...alarm);
  const { source: starting, bodies } = startSource((body) => body !== 'bad' || !isBad, { delays });
  const source = await starting;
  try {
    await eventually(() => expect(bodies).toEqual(expect.arrayContaining(good)));
    isBad = false;
    await eventually(() => expect(bodies.filter((body) => body === 'bad')).toHaveLength(2));
    // Acknowledged messages are not redelivered after the stop.
    await source.stop();
    await eventually(async () =>
      expect((await observerChannel.checkQueue(topology.work)).messageCount).toBe(0),
    );
  } finally {
    await broker.control(...noAlarm);
  }
  expect([await depth(topology.work), await depth(topology.dead)]).toEqual([0, 0]);
  expect(bodies).toHaveLength(102);
  await observer.close();
});

test('a failed message is acknowledged only when the retry queue has stored it', async () => {
  const topology = toTopology(queueName, retryDelaysMs);
  await declareTopology(channel, topology);
  let failures = 2;
  const { source: starting, bodies } = startSource(() => failures-- <= 0);
  const source = await starting;
  await eventually(() => expect(source.isConsuming()).toBe(true));
  await channel.deleteQueue(topology.retries[0]?.queue ?? '');
  await sendDirectly('retried');
  await eventually(() => expect(bodies).toEqual(['retried', 'retried', 'retried']));
  await source.stop();
  expect([await depth(topology.work), await depth(topology.dead)]).toEqual([0, 0]);
});

test('a worker consumes again when its silent broker answers again', async () => {
  const { source: starting, bodies } = startSource(() => true, { url: throughProxy });
  const source = await starting;
  await eventually(() => expect(source.isConsuming()).toBe(true));
  proxy.halfOpen(true);
  await sendDirectly('during the outage');
  await eventually(() => expect(source.isConsuming()).toBe(false));
  proxy.heal();
  await eventually(() => expect(bodies).toContain('during the outage'));
  await source.stop();
  expect(await depth(queueName)).toBe(0);
});

describe('a queue that would lose messages', () => {
  test.each<[string, { durable: boolean; arguments: Record<string, unknown> }]>([
    ['is not durable', { durable: false, arguments: {} }],
    ['is not replicated', { durable: true, arguments: { 'x-queue-type': 'classic' } }],
  ])('is refused with its name in the reason when it %s', async (_, kind) => {
    await channel.assertQueue(queueName, kind);
    const source = await startSource(() => true).source;
    const { message: reason } = await source.refused;
    expect(reason).toContain(`The queue ${queueName} exists, but not as a durable quorum queue`);
    expect(reason).toContain('inequivalent arg');
    expect(source.isConsuming()).toBe(false);
    // Deleting the queue is enough; no restart is needed.
    await channel.deleteQueue(queueName);
    await eventually(() => expect(source.isConsuming()).toBe(true));
    await source.stop();
  });

  test('receives no messages, but orders are accepted', async () => {
    await channel.assertQueue(queueName, { durable: false });
    const queue = openOrderQueue();
    const { id, ms } = await place(queue);
    expect(ms).toBeLessThan(maxRequestMs);
    await channel.deleteQueue(queueName);
    await relayUntilSent(queue, id);
    await queue.close();
  });
});
