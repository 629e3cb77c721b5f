import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { createBatcher } from '../../shared/batcher.ts';
import { logger } from '../../shared/logger.ts';
import { keepChannel } from '../../shared/queue/rabbitmq-channel.ts';
import { declareTopology, toTopology } from '../../shared/queue/rabbitmq-topology.ts';
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

/** A message, and the channel on which alone it can be acknowledged. */
interface Delivery {
  readonly message: ConsumeMessage;
  readonly channel: ConfirmChannel;
  readonly record: SQSRecord;
}

/** Counts the attempts that ended in a failure; the broker counts those cut short by a crash. */
const attemptsHeader = 'x-failed-attempts';
const deliveriesHeader = 'x-delivery-count';

const confirmTimeoutMs = 5_000;

/**
 * Feeds a handler written for SQS from a RabbitMQ queue. A message leaves the work queue when the
 * handler did not report it as failed, or when the retry queue has stored it; a message cut off
 * between the two comes twice, never not at all.
 */
export async function startRabbitmqEventSource(
  handler: QueueHandler,
  { url, queue, retryDelaysMs, batchSize, declareEveryMs = 30_000 }: RabbitmqEventSourceOptions,
): Promise<RabbitmqEventSource> {
  const topology = toTopology(queue, retryDelaysMs);
  const joinBatch = createBatcher(processBatch, batchSize);
  const inHand = new Set<Promise<undefined>>();
  let consuming: { channel: ConfirmChannel; consumerTag: string } | undefined;
  /** Messages that wait here for their return to the queue; "all before" must not acknowledge them. */
  let comingBack = 0;
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
    const settled = joinBatch(delivery).finally(() => inHand.delete(settled));
    inHand.add(settled);
  }

  /** Never fails: tried again one by one, a later message would be acknowledged with all before it. */
  async function processBatch(deliveries: Delivery[]): Promise<undefined[]> {
    const failed = await invoke(
      handler,
      deliveries.map(({ record }) => record),
    );
    if (failed.size === 0 && comingBack === 0) acknowledge(deliveries.at(-1), 'and all before');
    else await Promise.all(deliveries.map((one) => settleOne(one, failed)));
    return deliveries.map(() => undefined);
  }

  async function settleOne(delivery: Delivery, failed: Set<string>) {
    if (failed.has(delivery.record.messageId)) await tryAgainLater(delivery);
    else acknowledge(delivery);
  }

  async function tryAgainLater(delivery: Delivery) {
    const { message, channel } = delivery;
    const attempts = receiveCount(message);
    const retry = topology.retries[attempts - 1];
    if (!retry) {
      logger.error('message is dead', { message_id: delivery.record.messageId, attempts });
      settle(() => channel.nack(message, false, false));
      return;
    }
    try {
      await sender.publish(retry.queue, message.content, confirmTimeoutMs, {
        ...message.properties,
        // The broker counts the deliveries of the retried message from zero; drop the old count.
        headers: {
          ...message.properties.headers,
          [attemptsHeader]: attempts,
          [deliveriesHeader]: undefined,
        },
      });
    } catch (error) {
      logger.warn('message could not be put off', { reason: String(error) });
      void giveBack(delivery, retry.delayMs);
      return;
    }
    acknowledge(delivery);
  }

  /**
   * Waits here for as long as it would have waited in the retry queue. At once it would come at once,
   * and be dead after its last attempt within a moment.
   */
  async function giveBack({ message, channel }: Delivery, delayMs: number) {
    comingBack++;
    await setTimeout(withJitter(delayMs), undefined, { ref: false });
    comingBack--;
    settle(() => channel.nack(message, false, true));
  }

  return {
    refused: kept.refused,
    isConsuming: () => consuming !== undefined,
    async stop() {
      isStopping = true;
      clearInterval(declaring);
      if (consuming) await consuming.channel.cancel(consuming.consumerTag).catch(() => undefined);
      await Promise.all(inHand);
      await Promise.all([sender.close(), kept.close()]);
    },
  };
}

/** One acknowledgement for a whole batch costs one frame instead of one per message. */
function acknowledge(delivery: Delivery | undefined, andAllBefore?: 'and all before') {
  if (delivery) settle(() => delivery.channel.ack(delivery.message, andAllBefore !== undefined));
}

/** A lost channel cannot settle its messages; the broker redelivers them. */
function settle(tell: () => void) {
  try {
    tell();
  } catch (error) {
    logger.warn('message will come again', { reason: String(error) });
  }
}

/** How many times this message has been delivered, this time included. */
function receiveCount({ properties }: ConsumeMessage): number {
  const headers = properties.headers ?? {};
  return Number(headers[attemptsHeader] ?? 0) + Number(headers[deliveriesHeader] ?? 0) + 1;
}

/** The delivery as SQS would have delivered it. */
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

/** Headers of the sender's own; those that begin with "x-" are the broker's and ours. */
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
