import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import type { SQSMessageAttributes, SQSRecord } from 'aws-lambda';
import { setTimeout } from 'node:timers/promises';
import { Consumer } from 'sqs-consumer';
import { logger } from '../../shared/logger.ts';
import { type EventSource, invoke, md5, type QueueHandler } from './event-source.ts';
import { withJitter } from './jitter.ts';

export interface SqsEventSourceOptions {
  readonly queueUrl: string;
  /** Delay before each next attempt. The queue's redrive policy limits the number of attempts. */
  readonly retryDelaysMs: readonly number[];
  /** Endpoint and credentials of the queue; default: from the environment. */
  readonly client?: SQSClientConfig;
}

export interface SqsEventSource extends EventSource {
  /**
   * Waits until the queue has answered.
   * @throws the last error when it does not answer in time
   */
  untilConsuming(withinMs: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The duration of a long poll without messages (seconds). A stop waits for the current poll, so it
 * takes at most as long.
 */
const waitTimeSeconds = 1;

/** Without a timeout the SDK would wait for ever on a dead connection. */
const answers = {
  connectionTimeout: 1_000,
  requestTimeout: waitTimeSeconds * 1_000 + 3_000,
  throwOnRequestTimeout: true,
};

const drainTimeoutMs = 30_000;

/** Feeds a handler from an SQS queue, as Lambda's event source mapping does in the cloud. */
export function startSqsEventSource(
  handler: QueueHandler,
  { queueUrl, retryDelaysMs, client: clientConfig = {} }: SqsEventSourceOptions,
): SqsEventSource {
  const client = new SQSClient({ ...clientConfig, requestHandler: answers });
  /** Whether the last poll was answered. */
  let isAnswered = false;
  let failure: Error | undefined;
  const consumer = Consumer.create({
    queueUrl,
    sqs: client,
    batchSize: 10,
    waitTimeSeconds,
    messageSystemAttributeNames: ['All'],
    messageAttributeNames: ['All'],
    pollingCompleteWaitTimeMs: drainTimeoutMs,
    authenticationErrorTimeout: 1_000,
    async handleMessageBatch(messages) {
      const failed = await invoke(
        handler,
        messages.map((message) => toRecord(message, queueUrl)),
      );
      const isFailed = ({ MessageId }: Message) => failed.has(String(MessageId));
      await tryAgainLater(messages.filter(isFailed));
      return messages.filter((message) => !isFailed(message));
    },
  });
  // Without a listener an error event would end the process; polling continues without help.
  consumer.on('error', (error) => {
    isAnswered = false;
    failure = error;
    logger.warn('SQS cannot be reached', error);
  });
  for (const event of ['empty', 'message_received'] as const) {
    consumer.on(event, () => (isAnswered = true));
  }
  consumer.on('processing_error', (error) => logger.warn('message could not be processed', error));
  consumer.start();

  async function tryAgainLater(messages: readonly Message[]) {
    if (messages.length === 0) return;
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.map((message, index) => ({
          Id: String(index),
          ReceiptHandle: message.ReceiptHandle,
          VisibilityTimeout: toSeconds(withJitter(retryDelaysMs[receiveCount(message) - 1] ?? 0)),
        })),
      }),
    );
  }

  return {
    isConsuming: () => consumer.status.isRunning && isAnswered,
    async untilConsuming(withinMs, signal) {
      const deadline = performance.now() + withinMs;
      while (!isAnswered) {
        if (performance.now() > deadline) {
          throw new Error(`The order queue does not answer: ${failure?.message ?? queueUrl}`);
        }
        await setTimeout(20, undefined, { signal });
      }
    },
    async stop() {
      const stopped = new Promise<void>((resolve) => consumer.once('stopped', () => resolve()));
      consumer.stop();
      await stopped;
      client.destroy();
    },
  };
}

/** SQS counts in whole seconds. */
function toSeconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}

function receiveCount({ Attributes }: Message): number {
  return Number(Attributes?.ApproximateReceiveCount ?? 1);
}

function toRecord(message: Message, queueUrl: string): SQSRecord {
  const body = message.Body ?? '';
  return {
    messageId: String(message.MessageId),
    receiptHandle: String(message.ReceiptHandle),
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount(message)),
      SentTimestamp: message.Attributes?.SentTimestamp ?? '',
      SenderId: message.Attributes?.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: message.Attributes?.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: toMessageAttributes(message),
    md5OfBody: message.MD5OfBody ?? md5(body),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queueUrl.split('/').at(-1) ?? ''}`,
    awsRegion: 'local',
  };
}

function toMessageAttributes({ MessageAttributes = {} }: Message): SQSMessageAttributes {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      {
        dataType: DataType ?? 'String',
        ...(StringValue !== undefined && { stringValue: StringValue }),
      },
    ]),
  );
}
