/** Behaviour that only the RabbitMQ event source has; event-sources.test.ts tests the common behaviour. */
import { randomUUID } from 'node:crypto';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { SQSRecord } from 'aws-lambda';
import { declareTopology, toTopology } from '../../shared/queue/rabbitmq-topology.ts';
import { eventually } from '../../tests/support/eventually.ts';
import type { EventSource } from './event-source.ts';
import { startRabbitmqEventSource } from './rabbitmq-event-source.ts';

const url = process.env['RABBITMQ_URL'] ?? '';
const retryDelaysMs = [10, 20, 40, 80];
const batchSize = 10;

let queue: string;
let connection: ChannelModel;
let channel: ConfirmChannel;
let source: EventSource;
let records: SQSRecord[];

beforeEach(async () => {
  queue = `test-${randomUUID()}`;
  records = [];
  connection = await connect(url);
  channel = await connection.createConfirmChannel();
  await declareTopology(channel, toTopology(queue, retryDelaysMs));
});

afterEach(async () => {
  await source.stop();
  const { work, dead, retries } = toTopology(queue, retryDelaysMs);
  for (const name of [work, dead, ...retries.map((retry) => retry.queue)]) {
    await channel.deleteQueue(name);
  }
  await connection.close();
});

async function start() {
  source = await startRabbitmqEventSource(
    ({ Records }) => {
      records.push(...Records);
      return Promise.resolve({ batchItemFailures: [] });
    },
    { url, queue, retryDelaysMs, batchSize },
  );
  await eventually(() => expect(source.isConsuming()).toBe(true));
}

async function send(body: string, headers: Record<string, unknown> = {}) {
  channel.sendToQueue(queue, Buffer.from(body), { persistent: true, headers });
  await channel.waitForConfirms();
}

test('passes the headers of the sender on as message attributes', async () => {
  await start();
  await send('{}', { source: 'counter', hour: 5, 'x-internal': 'hidden' });
  await eventually(() => expect(records).toHaveLength(1));
  expect(records[0]?.messageAttributes).toEqual({
    source: { dataType: 'String', stringValue: 'counter' },
    hour: { dataType: 'Number', stringValue: '5' },
  });
});

test('a message without an id gets one', async () => {
  await start();
  await send('a');
  await send('b');
  await eventually(() => expect(records).toHaveLength(2));
  expect(new Set(records.map(({ messageId }) => messageId)).size).toBe(2);
});

test('counts a delivery that ended with the crash of a worker', async () => {
  const dying = await connect(url);
  const hands = await dying.createChannel();
  await send('{"order_id":101}');
  await eventually(async () => expect(await hands.get(queue)).not.toBe(false));
  await dying.close();
  await start();
  await eventually(() => expect(records[0]?.attributes.ApproximateReceiveCount).toBe('2'));
});

test('counts each failed attempt once, also after several attempts', async () => {
  const dying = await connect(url);
  const hands = await dying.createChannel();
  await send('{"order_id":101}');
  await eventually(async () => expect(await hands.get(queue)).not.toBe(false));
  await dying.close();
  source = await startRabbitmqEventSource(
    ({ Records }) => {
      records.push(...Records);
      return Promise.reject(new Error('not yet'));
    },
    { url, queue, retryDelaysMs, batchSize },
  );
  await eventually(() =>
    expect(records.map(({ attributes }) => attributes.ApproximateReceiveCount)).toEqual([
      '2',
      '3',
      '4',
      '5',
    ]),
  );
});

test('declares a deleted queue again and consumes it', async () => {
  await start();
  await channel.deleteQueue(queue);
  await eventually(() => expect(source.isConsuming()).toBe(false));
  await eventually(() => expect(source.isConsuming()).toBe(true));
  await send('after');
  await eventually(() => expect(records.map(({ body }) => body)).toEqual(['after']));
});

test('declares deleted retry queues and a deleted dead-letter queue again', async () => {
  source = await startRabbitmqEventSource(() => Promise.resolve({ batchItemFailures: [] }), {
    url,
    queue,
    retryDelaysMs,
    batchSize,
    declareEveryMs: 50,
  });
  const { dead, retries } = toTopology(queue, retryDelaysMs);
  for (const name of [dead, ...retries.map((retry) => retry.queue)]) {
    await channel.deleteQueue(name);
    await eventually(() => find(name), 10_000);
  }
  expect(source.isConsuming()).toBe(true);
});

/** Uses a separate channel, because the broker closes a channel that asks for a missing queue. */
async function find(name: string) {
  const asking = await connection.createChannel();
  asking.on('error', () => undefined);
  await asking.checkQueue(name);
  await asking.close();
}

test('holds no more messages than two batches', async () => {
  const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
  for (let n = 0; n < 50; n++) await send(String(n));
  const sizes: number[] = [];
  source = await startRabbitmqEventSource(
    async ({ Records }) => {
      sizes.push(Records.length);
      await finished;
      return { batchItemFailures: [] };
    },
    { url, queue, retryDelaysMs, batchSize },
  );
  await eventually(async () => expect((await channel.checkQueue(queue)).messageCount).toBe(30));
  finish(undefined);
  await eventually(async () => expect((await channel.checkQueue(queue)).messageCount).toBe(0));
  // Messages that arrived during the first batch form the next one, up to the maximum.
  expect(sizes[1]).toBe(batchSize);
  expect(Math.max(...sizes)).toBe(batchSize);
});
