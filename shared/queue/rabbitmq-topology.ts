import type { Channel, Options } from 'amqplib';

/** A queue of this name is there, but not as we need it. Waiting does not help. */
export class QueueMismatch extends Error {
  override readonly name = 'QueueMismatch';

  constructor(queue: string, cause: Error) {
    super(
      `The queue ${queue} exists, but not as a durable quorum queue with our arguments ` +
        `(${cause.message}). Delete it, or set RABBITMQ_QUEUE to another name: no order is lost by ` +
        `that, because the relay sends every one again that is still Pending.`,
      { cause },
    );
  }
}

/**
 * The queues behind one work queue. All are durable quorum queues, and a message moves between
 * them at least once: it leaves one only when the next has stored it (which needs
 * `reject-publish`). A retry queue holds its messages for its own delay and then returns them to
 * the work queue; one queue for each delay, because RabbitMQ expires messages at the head only.
 * The delays have no jitter: what failed together comes back as one batch, which costs the database
 * no more than a single message.
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

/**
 * Declares all queues; those that exist stay as they are.
 * @throws QueueMismatch when one of them exists and would lose messages, or is not ours
 */
export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  await declare(channel, topology.dead, {});
  await declare(channel, topology.work, {
    'x-delivery-limit': maxRedeliveries,
    ...deadLetteringTo(topology.dead),
  });
  for (const { queue, delayMs } of topology.retries) {
    await declare(channel, queue, { 'x-message-ttl': delayMs, ...deadLetteringTo(topology.work) });
  }
}

/** AMQP's "precondition failed": what is there differs from what was declared. */
const preconditionFailed = 406;

async function declare(channel: Channel, queue: string, args: Record<string, unknown>) {
  try {
    await channel.assertQueue(queue, quorum(args));
  } catch (error) {
    const isMismatch =
      error instanceof Error && 'code' in error && error.code === preconditionFailed;
    throw isMismatch ? new QueueMismatch(queue, error) : error;
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
