/**
 * A second processor on the embedded run's queue. As in the cloud, SQS delivers a message to one
 * processor when the other processor holds the message too long. `node processor-process.ts <checkout>`
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { startSqsEventSource } from '../../local/event-sources/sqs-event-source.ts';
import { retryDelaysMs, sqsConfig } from '../../shared/config.ts';

const fromCheckout = (path: string): Promise<unknown> =>
  import(pathToFileURL(join(process.argv[2] ?? '', path)).href);

type Handler = Parameters<typeof startSqsEventSource>[0];
const { handler } = (await fromCheckout('dist/functions/process-order/handler.mjs')) as {
  handler: Handler;
};
const local = (await fromCheckout('local/event-sources/sqs-event-source.ts')) as {
  startSqsEventSource: typeof startSqsEventSource;
};
const source = local.startSqsEventSource(handler, {
  ...sqsConfig(),
  retryDelaysMs: retryDelaysMs(),
});

process.once('SIGTERM', () => void source.stop().finally(() => process.exit(0)));
