/** The contract of every sender, tested against its real broker. */
import { connect } from 'amqplib';
import { freePort } from '../../tests/support/free-port.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { queuedMessages } from '../../tests/support/queue.ts';
import type { OrderQueue } from './order-queue.ts';
import { openOrderQueue as openRabbitmqQueue } from './rabbitmq.ts';
import { toTopology } from './rabbitmq-topology.ts';
import { openOrderQueue as openSqsQueue } from './sqs.ts';

interface Kind {
  readonly open: () => OrderQueue;
  /** Points the settings to a broker that cannot be reached. */
  readonly unreachable: (port: number) => Readonly<Record<string, string>>;
  readonly arrived: () => Promise<unknown[]>;
  readonly openWithoutQueue: () => Promise<OrderQueue>;
}

const topology = toTopology(process.env['RABBITMQ_QUEUE'] ?? '', [1_000, 5_000, 30_000, 120_000]);

async function onRabbitmq<T>(
  work: (channel: Awaited<ReturnType<typeof openChannel>>['channel']) => Promise<T>,
) {
  const { connection, channel } = await openChannel();
  try {
    return await work(channel);
  } finally {
    await connection.close();
  }
}

async function openChannel() {
  const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
  return { connection, channel: await connection.createChannel() };
}

const kinds: Record<string, Kind> = {
  RabbitMQ: {
    open: openRabbitmqQueue,
    unreachable: (port) => ({ RABBITMQ_URL: `amqp://127.0.0.1:${port}` }),
    arrived: () =>
      onRabbitmq(async (channel) => {
        const messages: unknown[] = [];
        for (;;) {
          const message = await channel.get(topology.work, { noAck: true });
          if (!message) return messages;
          messages.push(JSON.parse(message.content.toString()));
        }
      }),
    openWithoutQueue: async () => {
      const opened = openRabbitmqQueue();
      await opened.check();
      await onRabbitmq((channel) => channel.deleteQueue(topology.work));
      return opened;
    },
  },
  SQS: {
    open: openSqsQueue,
    unreachable: (port) => ({
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${port}`,
      ORDER_QUEUE_URL: `http://127.0.0.1:${port}/000000000000/orders`,
    }),
    arrived: () => queuedMessages(),
    // The embedded server would create its own queues again.
    openWithoutQueue: () => {
      process.env['ORDER_QUEUE_URL'] = `${process.env['ORDER_QUEUE_URL'] ?? ''}-deleted`;
      return Promise.resolve(openSqsQueue());
    },
  },
};

// Generous, because a busy machine answers late.
process.env['QUEUE_SEND_TIMEOUT_MS'] = '20000';

const message = (orderId: number) => ({ order_id: orderId, correlation_id: `test-${orderId}` });

describe.each(Object.entries(kinds))('the %s sender', (_, kind) => {
  let queue: OrderQueue;

  afterEach(() => queue.close());

  test('sends each of many messages once', async () => {
    queue = kind.open();
    const messages = Array.from({ length: 25 }, (_, n) => message(101 + n));
    expect(await queue.send(messages)).toEqual([]);
    const arrived = (await kind.arrived()) as ReturnType<typeof message>[];
    expect(arrived.toSorted((a, b) => a.order_id - b.order_id)).toEqual(messages);
  });

  test('publishes a message in the background', async () => {
    queue = kind.open();
    await queue.check();
    await queue.publishInBackground(message(901));
    await eventually(async () => expect(await kind.arrived()).toContainEqual(message(901)));
  });

  test('check finds the queue', async () => {
    queue = kind.open();
    await expect(queue.check()).resolves.toBeUndefined();
  });

  test('returns messages that could not be sent while the broker is away', async () => {
    const settings = { ...process.env };
    Object.assign(process.env, kind.unreachable(await freePort()));
    try {
      queue = kind.open();
      const unsent = await queue.send([message(101), message(102)]);
      expect(unsent.map((one) => one.message)).toEqual([message(101), message(102)]);
      await expect(queue.publishInBackground(message(103))).resolves.toBeUndefined();
      await expect(queue.check()).rejects.toThrow();
    } finally {
      Object.assign(process.env, settings);
    }
  });

  test('does not report a message as sent when its queue does not exist', async () => {
    const settings = { ...process.env };
    try {
      queue = await kind.openWithoutQueue();
      const unsent = await queue.send([message(101)]);
      expect(unsent.map((one) => one.message)).toEqual([message(101)]);
    } finally {
      Object.assign(process.env, settings);
    }
  });
});
