import { connect } from 'amqplib';
import { openOrderQueue } from './rabbitmq.ts';
import { declareTopology, toTopology } from './rabbitmq-topology.ts';

const topology = toTopology(process.env['RABBITMQ_QUEUE'] ?? '', [1_000, 5_000, 30_000, 120_000]);

/** Declares a queue again. The broker refuses other arguments, and names the existing arguments. */
async function redeclare(queue: string, args: Record<string, unknown>): Promise<string> {
  const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  const answer = await channel.assertQueue(queue, { durable: true, arguments: args }).then(
    () => 'the same',
    (error: unknown) => String(error),
  );
  await connection.close();
  return answer;
}

const toDead = {
  'x-queue-type': 'quorum',
  'x-dead-letter-exchange': '',
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
};

beforeAll(async () => {
  const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
  await declareTopology(await connection.createChannel(), topology);
  await connection.close();
});

test('the work queue is replicated, dead-letters at least once, and limits redeliveries', async () => {
  const args = { ...toDead, 'x-dead-letter-routing-key': topology.dead, 'x-delivery-limit': 5 };
  expect(await redeclare(topology.work, args)).toBe('the same');
});

test('retry queues have growing delays and return messages to the work queue', async () => {
  expect(topology.retries.map(({ delayMs }) => delayMs)).toEqual([1_000, 5_000, 30_000, 120_000]);
  for (const { queue, delayMs } of topology.retries) {
    const args = {
      ...toDead,
      'x-dead-letter-routing-key': topology.work,
      'x-message-ttl': delayMs,
    };
    expect(await redeclare(queue, args)).toBe('the same');
  }
});

test('a redeclaration with other arguments fails', async () => {
  expect(await redeclare(topology.work, { 'x-queue-type': 'quorum' })).toContain(
    'PRECONDITION_FAILED',
  );
});

test('messages are persistent', async () => {
  const queue = openOrderQueue();
  expect(await queue.send([{ order_id: 101, correlation_id: 'persistent' }])).toEqual([]);
  await queue.close();
  const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
  const channel = await connection.createChannel();
  const message = await channel.get(topology.work, { noAck: true });
  expect(message && message.properties.deliveryMode).toBe(2);
  await connection.close();
});
