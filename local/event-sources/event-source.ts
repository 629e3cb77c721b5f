import { createHash, randomUUID } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from '../../shared/logger.ts';

/** A Lambda function for SQS, as its host calls it. */
export type QueueHandler = (
  event: SQSEvent,
  context: Context,
) => Promise<SQSBatchResponse | undefined>;

/** Feeds a handler from a queue, as Lambda's event source mapping does in the cloud. */
export interface EventSource {
  /** Whether messages are being received. */
  isConsuming(): boolean;
  /** Receives no more messages, finishes the messages in flight, and disconnects. */
  stop(): Promise<void>;
}

/**
 * Calls the handler with a batch and returns the message ids to retry, by Lambda's rules: the ids
 * that the handler reports, or all ids when it throws or reports an id that was not in the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function invoke(handler: QueueHandler, records: SQSRecord[]): Promise<Set<string>> {
  const ids = new Set(records.map(({ messageId }) => messageId));
  try {
    const response = await handler({ Records: records }, newContext());
    const failed = new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return failed.isSubsetOf(ids) ? failed : ids;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn('batch failed', { size: records.length, reason });
    return ids;
  }
}

/** SQS's checksum of a message body. */
export function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/**
 * The time that Lambda gives an invocation; in practice the timeouts of the database end it sooner.
 */
const timeoutMs = 30_000;

function newContext(): Context {
  const name = 'process-order';
  const deadline = performance.now() + timeoutMs;
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: '256',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => deadline - performance.now(),
    // The three callbacks that Lambda has deprecated are left out.
  } as Context;
}
