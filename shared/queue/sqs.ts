import {
  GetQueueAttributesCommand,
  SQSClient,
  SendMessageBatchCommand,
  type SendMessageBatchCommandOutput,
} from '@aws-sdk/client-sqs';
import { sendTimeoutMs, sqsConfig } from '../config.ts';
import type { OrderPlaced } from '../contract/order-placed.ts';
import { logUnsent, type OrderQueue, type Unsent } from './order-queue.ts';

/** SQS accepts at most ten messages per request. */
const maxBatch = 10;

/**
 * The limit of unconfirmed messages. At the limit publishing fails at once, so that messages do not
 * pile up in memory while SQS is slow. The relay resends the failed messages.
 */
const maxInFlight = 1_000;

export function openOrderQueue(): OrderQueue {
  const { queueUrl } = sqsConfig();
  const timeoutMs = sendTimeoutMs();
  // A short limit, because the customer is waiting; the relay does the later retries.
  const client = new SQSClient({ maxAttempts: 2 });
  const deadline = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  let inFlight = 0;

  async function sendBatch(messages: readonly OrderPlaced[]): Promise<Unsent[]> {
    if (inFlight + messages.length > maxInFlight) {
      return messages.map((message) => ({
        message,
        cause: new Error('SQS is too slow: too many unconfirmed messages'),
      }));
    }
    inFlight += messages.length;
    try {
      const command = new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.map((message, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(message),
        })),
      });
      return toUnsent(messages, await client.send(command, deadline()));
    } catch (cause) {
      return messages.map((message) => ({ message, cause }));
    } finally {
      inFlight -= messages.length;
    }
  }

  return {
    async send(messages) {
      const batches = inBatches(messages, maxBatch);
      return (await Promise.all(batches.map(sendBatch))).flat();
    },
    async publishInBackground(message) {
      logUnsent(await sendBatch([message]));
    },
    async check() {
      const command = new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['QueueArn'],
      });
      await client.send(command, deadline());
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

function toUnsent(
  messages: readonly OrderPlaced[],
  { Successful = [], Failed = [] }: SendMessageBatchCommandOutput,
): Unsent[] {
  const sent = new Set(Successful.map(({ Id }) => Id));
  return messages.flatMap((message, index) => {
    if (sent.has(String(index))) return [];
    const failure = Failed.find(({ Id }) => Id === String(index));
    return [{ message, cause: new Error(failure?.Message ?? 'SQS did not confirm the message') }];
  });
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, n) => items.slice(n * size, (n + 1) * size));
}
