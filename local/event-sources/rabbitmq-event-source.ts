import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { createBatcher } from '../../shared/batcher.ts';
import { logger } from '../../shared/logger.ts';
import { keepChannel } from '../../shared/queue/rabbitmq-channel.ts';
import {
  declareTopology,
  type Topology,
  toTopology,
} from '../../shared/queue/rabbitmq-topology.ts';
import { type EventSource, invoke, md5, type QueueHandler } from './event-source.ts';
import { withJitter } from './jitter.ts';

export interface RabbitmqEventSourceOptions {
  readonly url: string;
  readonly queue: string;
  /** Delay before each further attempt; after the last attempt a message is dead-lettered. */
  readonly retryDelaysMs: readonly number[];
  /** Maximum of messages in one invocation of the handler. */
  readonly batchSize: number;
  /** Milliseconds until a deleted retry queue or dead-letter queue is declared again. */
  readonly declareEveryMs?: number;
}

export interface RabbitmqEventSource extends EventSource {
  /** Resolves with the reason when the queue exists on the broker with other arguments. */
  readonly refused: Promise<Error>;
}

/** A message, and the only channel on which it can be acknowledged. */
interface Delivery {
  readonly message: ConsumeMessage;
  readonly channel: ConfirmChannel;
  readonly record: SQSRecord;
}

/** How a delivery is settled. */
type Outcome =
  | { readonly kind: 'ack' }
  | { readonly kind: 'retry'; readonly attempts: number; readonly retry: Retry }
  | { readonly kind: 'dead-letter'; readonly attempts: number };

type Retry = Topology['retries'][number];

/** Counts the attempts that ended in a failure; the broker counts the attempts that a crash cut short. */
const attemptsHeader = 'x-failed-attempts';
const deliveriesHeader = 'x-delivery-count';

const confirmTimeoutMs = 5_000;

/**
 * Feeds a handler written for SQS from a RabbitMQ queue. A message leaves the work queue when the handler did not
 * report it as failed, or when a retry queue has stored it. After a crash before its acknowledgement a message is
 * delivered twice; no message is lost.
 */
export async function startRabbitmqEventSource(
  handler: QueueHandler,
  { url, queue, retryDelaysMs, batchSize, declareEveryMs = 30_000 }: RabbitmqEventSourceOptions,
): Promise<RabbitmqEventSource> {
  const topology = toTopology(queue, retryDelaysMs);
  const joinBatch = createBatcher(processBatch, batchSize);
  const inProgress = new Set<Promise<undefined>>();
  let consuming: { channel: ConfirmChannel; consumerTag: string } | undefined;
  /** Deliveries that wait in this process to be requeued; no acknowledgement may include them. */
  let waiting = 0;
  let isStopping = false;

  const kept = await keepChannel(url, async (channel) => {
    await declareTopology(channel, topology);
    if (isStopping) return;
    // One batch in the handler and the next one growing; the limit bounds memory.
    await channel.prefetch(2 * batchSize);
    const { consumerTag } = await channel.consume(topology.work, (message) => {
      if (message) take({ message, channel, record: toRecord(message, queue) });
      // The queue was deleted, so the broker cancelled the consumer: reconnect and declare it again.
      else void channel.close().catch(() => undefined);
    });
    consuming = { channel, consumerTag };
    channel.on('close', () => (consuming = undefined));
  });

  // A separate connection: a broker that is short of memory or disk stops reading from publishing
  // connections, and acknowledgements must still reach the broker.
  const sender = await keepChannel(url, (channel) => declareTopology(channel, topology));

  // The broker reports the deletion of the work queue to its consumer, but not the deletion of a retry queue.
  // Until the retry queue is declared again, its messages wait in the work queue.
  const declaring = setInterval(() => {
    sender
      .opened(confirmTimeoutMs)
      .then((channel) => declareTopology(channel, topology))
      .catch((error: unknown) => logger.warn('queues not declared', { reason: String(error) }));
  }, declareEveryMs);

  function take(delivery: Delivery) {
    const settled = joinBatch(delivery).finally(() => inProgress.delete(settled));
    inProgress.add(settled);
  }

  /** Never throws, because after an error the batcher would process each delivery again on its own. */
  async function processBatch(deliveries: Delivery[]): Promise<undefined[]> {
    const failed = await invoke(
      handler,
      deliveries.map(({ record }) => record),
    );
    // One acknowledgement for a whole batch costs one frame instead of one per message.
    if (failed.size === 0 && waiting === 0) acknowledge(deliveries.at(-1), 'and all before');
    else await Promise.all(deliveries.map((one) => settle(one, toOutcome(one, failed))));
    return deliveries.map(() => undefined);
  }

  function toOutcome({ message, record }: Delivery, failed: ReadonlySet<string>): Outcome {
    if (!failed.has(record.messageId)) return { kind: 'ack' };
    const attempts = receiveCount(message);
    const retry = topology.retries[attempts - 1];
    return retry ? { kind: 'retry', attempts, retry } : { kind: 'dead-letter', attempts };
  }

  async function settle(delivery: Delivery, outcome: Outcome): Promise<void> {
    const { message, channel, record } = delivery;
    switch (outcome.kind) {
      case 'ack':
        acknowledge(delivery);
        break;
      case 'retry':
        if (await storeForRetry(message, outcome)) acknowledge(delivery);
        else void requeueLater(delivery, outcome.retry.delayMs);
        break;
      case 'dead-letter':
        logger.error('message dead-lettered', {
          message_id: record.messageId,
          attempts: outcome.attempts,
        });
        unlessClosed(() => channel.nack(message, false, false));
        break;
    }
  }

  /** @returns whether the retry queue has stored the message */
  async function storeForRetry(
    { content, properties }: ConsumeMessage,
    { attempts, retry }: Extract<Outcome, { kind: 'retry' }>,
  ): Promise<boolean> {
    // The broker counts the deliveries of the retried message from zero; drop the old count.
    const counts = { [attemptsHeader]: attempts, [deliveriesHeader]: undefined };
    const headers = { ...properties.headers, ...counts };
    try {
      await sender.publish(retry.queue, content, confirmTimeoutMs, { ...properties, headers });
      return true;
    } catch (error) {
      logger.warn('retry could not be scheduled', { reason: String(error) });
      return false;
    }
  }

  /**
   * Waits as long as the retry queue would, because a requeued message is delivered at once and would soon run out of
   * attempts.
   */
  async function requeueLater({ message, channel }: Delivery, delayMs: number) {
    waiting++;
    await setTimeout(withJitter(delayMs), undefined, { ref: false });
    waiting--;
    unlessClosed(() => channel.nack(message, false, true));
  }

  return {
    refused: kept.refused,
    isConsuming: () => consuming !== undefined,
    async stop() {
      isStopping = true;
      clearInterval(declaring);
      if (consuming) await consuming.channel.cancel(consuming.consumerTag).catch(() => undefined);
      await Promise.all(inProgress);
      await Promise.all([sender.close(), kept.close()]);
    },
  };
}

function acknowledge(delivery: Delivery | undefined, andAllBefore?: 'and all before') {
  if (delivery)
    unlessClosed(() => delivery.channel.ack(delivery.message, andAllBefore !== undefined));
}

/** On a closed channel nothing can be settled; the broker delivers the message again. */
function unlessClosed(answer: () => void) {
  try {
    answer();
  } catch (error) {
    logger.warn('message will be delivered again', { reason: String(error) });
  }
}

/** The number of deliveries of this message, including this one. */
function receiveCount({ properties }: ConsumeMessage): number {
  const headers = properties.headers ?? {};
  return Number(headers[attemptsHeader] ?? 0) + Number(headers[deliveriesHeader] ?? 0) + 1;
}

/** The record that SQS would have delivered. */
function toRecord(message: ConsumeMessage, queue: string): SQSRecord {
  const { fields, properties } = message;
  const body = message.content.toString('utf8');
  const sentAt = String(properties.timestamp ? Number(properties.timestamp) * 1000 : Date.now());
  return {
    messageId: String(properties.messageId ?? randomUUID()),
    receiptHandle: String(fields.deliveryTag),
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount(message)),
      SentTimestamp: sentAt,
      SenderId: String(properties.appId ?? 'rabbitmq'),
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: toMessageAttributes(properties.headers ?? {}),
    md5OfBody: md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queue}`,
    awsRegion: 'local',
  };
}

/** The sender's headers, without those of the broker and of this event source, which begin with "x-". */
function toMessageAttributes(headers: Record<string, unknown>): SQSMessageAttributes {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => !name.startsWith('x-') && /string|number/.test(typeof value))
      .map(([name, value]) => [
        name,
        { dataType: typeof value === 'number' ? 'Number' : 'String', stringValue: String(value) },
      ]),
  );
}
