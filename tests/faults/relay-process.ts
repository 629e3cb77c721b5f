/** The relay as a separate process, so that it can be killed: `node relay-process.ts <bundle>` */
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const { handler } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as {
  handler: (event: unknown, context: unknown) => Promise<unknown>;
};

for (;;) {
  await handler({}, { awsRequestId: 'relay' }).catch(() => undefined);
  await setTimeout(300);
}
