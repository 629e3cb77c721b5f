/** What only the RabbitMQ event source has to cope with. */
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

test('hands on the headers of the sender as message attributes', async () => {
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

test('counts a delivery that a dying worker took with it', async () => {
  const dying = await connect(url);
  const hands = await dying.createChannel();
  await send('{"order_id":101}');
  await eventually(async () => expect(await hands.get(queue)).not.toBe(false));
  await dying.close();
  await start();
  await eventually(() => expect(records[0]?.attributes.ApproximateReceiveCount).toBe('2'));
});

test('counts a failed attempt once, whatever was counted before it', async () => {
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

test('makes the retry queues and the dead-letter queue again when they were deleted', async () => {
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

/** On a channel of its own, because the broker closes one that asks for a queue that is not there. */
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
  // What came while the first ones were in hand goes together, up to the size of a batch.
  expect(sizes[1]).toBe(batchSize);
  expect(Math.max(...sizes)).toBe(batchSize);
});
