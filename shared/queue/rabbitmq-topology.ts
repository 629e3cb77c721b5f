import type { Channel, Options } from 'amqplib';

/**
 * The queues behind one work queue. All are durable quorum queues, and a message moves between
 * them at least once: it leaves one only when the next has stored it (which needs
 * `reject-publish`). A retry queue holds its messages for its own delay and then returns them to
 * the work queue; one queue for each delay, because RabbitMQ expires messages at the head only.
 *
 * https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
 */
export interface Topology {
  readonly work: string;
  readonly dead: string;
  /** In the order of attempts: the first is used after the first failed attempt. */
  readonly retries: readonly { readonly queue: string; readonly delayMs: number }[];
}

/** A worker that dies with a message in hand this often takes it to the dead-letter queue. */
const maxRedeliveries = 5;

export function toTopology(work: string, retryDelaysMs: readonly number[]): Topology {
  return {
    work,
    dead: `${work}.dead`,
    retries: retryDelaysMs.map((delayMs, index) => ({
      queue: `${work}.retry-${index + 1}-after-${delayMs}ms`,
      delayMs,
    })),
  };
}

/** Declares all queues; those that exist stay as they are. */
export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  await channel.assertQueue(topology.dead, quorum({}));
  await channel.assertQueue(
    topology.work,
    quorum({ 'x-delivery-limit': maxRedeliveries, ...deadLetteringTo(topology.dead) }),
  );
  for (const { queue, delayMs } of topology.retries) {
    await channel.assertQueue(
      queue,
      quorum({ 'x-message-ttl': delayMs, ...deadLetteringTo(topology.work) }),
    );
  }
}

function quorum(args: Record<string, unknown>): Options.AssertQueue {
  return { durable: true, arguments: { 'x-queue-type': 'quorum', ...args } };
}

function deadLetteringTo(queue: string) {
  return {
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': queue,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  };
}
