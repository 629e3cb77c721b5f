import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type OrderPlaced, orderPlaced } from '../../shared/contract/order-placed.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { logger } from '../../shared/logger.ts';
import { processBatch } from './process-orders.ts';

/**
 * Processes a batch of order-placed messages. A malformed message is reported separately, so that
 * only this message is retried and dead-lettered; all other messages are processed together.
 */
export const handler = backgroundHandler(
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const records = Records.map((record) => ({
      id: record.messageId,
      message: parseMessage(record),
    }));
    const failedOrders = await processBatch(records.flatMap(({ message }) => message ?? []));
    return {
      batchItemFailures: records
        .filter(({ message }) => message === undefined || failedOrders.has(message.order_id))
        .map(({ id }) => ({ itemIdentifier: id })),
    };
  },
);

function parseMessage({ body, messageId, attributes }: SQSRecord): OrderPlaced | undefined {
  try {
    return orderPlaced.parse(JSON.parse(body));
  } catch (error) {
    logger.error('malformed message', {
      message_id: messageId,
      receive_count: attributes.ApproximateReceiveCount,
      // The error of JSON.parse is not logged, because it quotes the message.
      reason: error instanceof SyntaxError ? 'not JSON' : 'not an order that was placed',
    });
    return undefined;
  }
}
