import type { Channel, Options } from 'amqplib';

/** The queue exists with other arguments. Waiting does not help. */
export class QueueMismatch extends Error {
  override readonly name = 'QueueMismatch';

  constructor(queue: string, cause: Error) {
    super(
      `The queue ${queue} exists, but not as a durable quorum queue with the expected arguments ` +
        `(${cause.message}). Delete it, or set RABBITMQ_QUEUE to another name: no order is lost, ` +
        'because the relay resends every order that is still Pending.',
      { cause },
    );
  }
}

/**
 * The queues behind one work queue. All are durable quorum queues, and messages move between them
 * at least once: a message leaves a queue only when the next queue has stored it (which needs
 * `reject-publish`). A retry queue holds its messages for its delay and then returns them to the
 * work queue; each delay has its own queue, because RabbitMQ expires messages only at the head. The
 * delays have no jitter: messages that failed together return as one batch, which costs the
 * database no more than a single message.
 *
 * https://www.rabbitmq.com/docs/quorum-queues#dead-lettering
 */
export interface Topology {
  readonly work: string;
  readonly dead: string;
  /** In the order of attempts: the first is used after the first failed attempt. */
  readonly retries: readonly { readonly queue: string; readonly delayMs: number }[];
}

/** After this many crashes of a worker that holds a message, the message is dead-lettered. */
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
 * Declares all queues; existing queues stay unchanged.
 * @throws QueueMismatch when a queue exists with other arguments
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

/** AMQP's "precondition failed": the existing arguments differ from the declared arguments. */
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
