/** The contract of every event source, tested against its real broker. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { connect, type ChannelModel } from 'amqplib';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { declareTopology, toTopology } from '../../shared/queue/rabbitmq-topology.ts';
import { eventually } from '../../tests/support/eventually.ts';
import type { EventSource, QueueHandler } from './event-source.ts';
import { md5 } from './event-source.ts';
import { startRabbitmqEventSource } from './rabbitmq-event-source.ts';
import { startSqsEventSource } from './sqs-event-source.ts';
import { startSqsServer } from '../embedded/sqs-server.ts';

/** A broker with one queue, created for each test. */
interface Broker {
  send(body: string): Promise<void>;
  startEventSource(handler: QueueHandler): Promise<EventSource>;
  /** The number of messages in the work queue, waiting or being processed. */
  countWaiting(): Promise<number>;
  deadLetters(): Promise<string[]>;
  close(): Promise<void>;
}

const retryDelaysMs = [10, 20, 40, 80];

async function openRabbitmq(): Promise<Broker> {
  const url = process.env['RABBITMQ_URL'] ?? '';
  const queue = `test-${randomUUID()}`;
  const topology = toTopology(queue, retryDelaysMs);
  const connection: ChannelModel = await connect(url);
  const channel = await connection.createConfirmChannel();
  await declareTopology(channel, topology);
  return {
    async send(body) {
      channel.sendToQueue(queue, Buffer.from(body), { persistent: true, messageId: randomUUID() });
      await channel.waitForConfirms();
    },
    startEventSource: (handler) =>
      startRabbitmqEventSource(handler, {
        url,
        queue,
        retryDelaysMs,
        batchSize: 10,
      }),
    countWaiting: async () => (await channel.checkQueue(queue)).messageCount,
    async deadLetters() {
      const bodies: string[] = [];
      for (;;) {
        const message = await channel.get(topology.dead);
        if (!message) break;
        bodies.push(message.content.toString());
      }
      channel.nackAll(true);
      return bodies;
    },
    async close() {
      const all = [topology.work, topology.dead, ...topology.retries.map((retry) => retry.queue)];
      for (const name of all) await channel.deleteQueue(name);
      await connection.close();
    },
  };
}

async function openSqs(): Promise<Broker> {
  const server = await startSqsServer({ port: 0 });
  const queueUrl = server.ensureQueue('contract');
  process.env['AWS_ENDPOINT_URL_SQS'] = server.endpoint;
  const client = new SQSClient({});
  return {
    async send(body) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
    // Without delays: SQS counts delays in whole seconds, so the test would take half a minute.
    startEventSource: (handler) =>
      Promise.resolve(startSqsEventSource(handler, { queueUrl, retryDelaysMs: [0, 0, 0, 0] })),
    countWaiting: () => Promise.resolve(server.peek('contract').length),
    deadLetters: () => Promise.resolve(server.peek('contract-dead')),
    async close() {
      client.destroy();
      await server.stop();
    },
  };
}

/** A handler that records its messages, and fails those that a test selects. */
function newRecorder(fails: (record: SQSRecord) => boolean = () => false) {
  const events = new EventEmitter();
  const records: SQSRecord[] = [];
  const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    records.push(...Records);
    events.emit('batch');
    return Promise.resolve({
      batchItemFailures: Records.filter(fails).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    });
  };
  async function received(count: number): Promise<SQSRecord[]> {
    while (records.length < count) await once(events, 'batch');
    return records;
  }
  return { handler, records, received };
}

describe.each([
  ['RabbitMQ', openRabbitmq],
  ['SQS', openSqs],
])('the %s event source', (_, open) => {
  let broker: Broker;
  let source: EventSource | undefined;

  beforeEach(async () => {
    broker = await open();
  });

  afterEach(async () => {
    await source?.stop();
    source = undefined;
    await broker.close();
  });

  test('delivers a message as SQS would, once, and deletes it', async () => {
    const { handler, received, records } = newRecorder();
    source = await broker.startEventSource(handler);
    await broker.send('{"order_id":101}');
    const [record] = await received(1);
    expect(record).toMatchObject({
      body: '{"order_id":101}',
      messageId: expect.stringMatching(/.+/),
      receiptHandle: expect.stringMatching(/.+/),
      md5OfBody: md5('{"order_id":101}'),
      messageAttributes: {},
      eventSource: 'aws:sqs',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
    });
    await source.stop();
    source = undefined;
    expect(await broker.countWaiting()).toBe(0);
    expect(records).toHaveLength(1);
  });

  test('gives the handler several messages at once', async () => {
    for (let n = 0; n < 30; n++) await broker.send(String(n));
    const sizes: number[] = [];
    const { handler, received } = newRecorder();
    source = await broker.startEventSource((event) => {
      sizes.push(event.Records.length);
      return handler(event);
    });
    await received(30);
    expect(Math.max(...sizes)).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  });

  test('retries only the reported messages, and counts the attempts', async () => {
    const { handler, received } = newRecorder(
      ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount !== '3',
    );
    source = await broker.startEventSource(handler);
    await broker.send('good');
    await broker.send('bad');
    const records = await received(4);
    const seen = records.map(
      ({ body, attributes }) => `${body} ${attributes.ApproximateReceiveCount}`,
    );
    expect(seen.toSorted()).toEqual(['bad 1', 'bad 2', 'bad 3', 'good 1']);
    expect(await broker.deadLetters()).toEqual([]);
  });

  test('keeps the message id from attempt to attempt', async () => {
    const { handler, received } = newRecorder(
      ({ attributes }) => attributes.ApproximateReceiveCount === '1',
    );
    source = await broker.startEventSource(handler);
    await broker.send('twice');
    const [first, second] = await received(2);
    expect(second?.messageId).toBe(first?.messageId);
  });

  test('retries everything when the handler throws', async () => {
    const { handler, received } = newRecorder();
    let isFirst = true;
    source = await broker.startEventSource((event) => {
      if (!isFirst) return handler(event);
      isFirst = false;
      return Promise.reject(new Error('database away'));
    });
    await broker.send('important');
    const [record] = await received(1);
    expect(record).toMatchObject({
      body: 'important',
      attributes: { ApproximateReceiveCount: '2' },
    });
  });

  test('dead-letters a message after five attempts, without delaying others', async () => {
    const { handler, received, records } = newRecorder(({ body }) => body === 'poison');
    source = await broker.startEventSource(handler);
    await broker.send('poison');
    await broker.send('order');
    await received(6);
    await eventually(async () => expect(await broker.deadLetters()).toEqual(['poison']));
    expect(records.filter(({ body }) => body === 'poison')).toHaveLength(5);
    expect(records.filter(({ body }) => body === 'order')).toHaveLength(1);
    await eventually(async () => expect(await broker.countWaiting()).toBe(0));
  });

  test('finishes messages in flight before it stops, and receives no more', async () => {
    const { promise: started, resolve: start } = Promise.withResolvers<undefined>();
    const { promise: finished, resolve: finish } = Promise.withResolvers<undefined>();
    const handled: string[] = [];
    const own = await broker.startEventSource(async ({ Records }) => {
      start(undefined);
      await finished;
      handled.push(...Records.map(({ body }) => body));
      return { batchItemFailures: [] };
    });
    await broker.send('in flight');
    await started;
    let hasStopped = false;
    const stopped = own.stop().then(() => (hasStopped = true));
    // Longer than stopping takes without messages in flight.
    await setTimeout(1_500);
    expect(hasStopped).toBe(false);
    finish(undefined);
    await stopped;
    await broker.send('too late');
    expect(handled).toEqual(['in flight']);
    expect(await broker.countWaiting()).toBe(1);
  });
});
