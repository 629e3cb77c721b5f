/**
 * The embedded run, `npm start`: everything on this machine, with nothing but Node. It starts
 * PostgreSQL and SQS, migrates, runs the functions under serverless-offline, feeds the processor
 * and serves the page; a signal ends all of it in the opposite order.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedConfig, retryDelaysMs } from '../shared/config.ts';
import { migrateDatabase } from '../shared/db/migrate.ts';
import type { QueueHandler } from './event-source.ts';
import { startFrontendServer } from './frontend-server.ts';
import { startLambdaHost } from './lambda-host.ts';
import { ensureFree } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { startSqsEventSource } from './sqs-event-source.ts';
import { region, startSqsServer } from './sqs-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What runs, in the order in which it was started. */
const running: { readonly name: string; readonly stop: () => Promise<void> }[] = [];

async function start(): Promise<void> {
  const { apiPort, frontendPort, postgresPort, sqsPort, lambdaPort, dataFolder } = embeddedConfig();
  const data = resolve(root, dataFolder);
  await ensureFree([
    { setting: 'API_PORT', number: apiPort },
    { setting: 'FRONTEND_PORT', number: frontendPort },
    { setting: 'POSTGRES_PORT', number: postgresPort },
    { setting: 'SQS_PORT', number: sqsPort },
    { setting: 'LAMBDA_PORT', number: lambdaPort },
  ]);
  await mkdir(data, { recursive: true });

  const postgres = await startPostgres({ dataFolder: join(data, 'postgres'), port: postgresPort });
  running.push({ name: 'PostgreSQL', stop: () => postgres.stop() });

  const sqs = await startSqsServer({ port: sqsPort, dataFolder: join(data, 'sqs') });
  running.push({ name: 'SQS', stop: () => sqs.stop() });

  const queueUrl = sqs.ensureQueue('orders');
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    DATABASE_POOL_MAX: '8',
    ORDER_QUEUE_URL: queueUrl,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
  });
  await migrateDatabase();

  const functions = await startLambdaHost({
    apiPort,
    lambdaPort,
    env: process.env,
    output: process.stdout,
  });
  running.push({ name: 'the functions', stop: () => functions.stop() });
  void functions.died.then((reason) => shutDown(1, reason));

  const eventSource = startSqsEventSource(await loadProcessor(), {
    queueUrl,
    retryDelaysMs: retryDelaysMs(),
  });
  running.push({ name: 'the order processor', stop: () => eventSource.stop() });

  const frontend = await startFrontendServer({
    folder: join(root, 'dist/frontend'),
    port: frontendPort,
    apiPort,
  });
  running.push({ name: 'the shop', stop: () => frontend.stop() });

  say(`
The bakery is open. Ctrl-C closes it.

  Shop         http://localhost:${frontendPort}
  API          http://localhost:${apiPort}        try: curl http://localhost:${apiPort}/products
  PostgreSQL   ${postgres.url}
  SQS          ${queueUrl}
  Data         ${data}        (delete it to begin anew)
`);
}

/** The very bundle that goes to the cloud. */
async function loadProcessor(): Promise<QueueHandler> {
  const bundle = new URL('../dist/functions/process-order/handler.mjs', import.meta.url).href;
  return ((await import(bundle)) as { handler: QueueHandler }).handler;
}

let closing: Promise<never> | undefined;

/** Ends everything, what was started last first. A second signal changes nothing. */
function shutDown(exitCode: number, reason: string): Promise<never> {
  closing ??= (async () => {
    say(reason);
    for (const { name, stop } of running.splice(0).reverse()) {
      await stop().catch((error: unknown) => say(`${name} did not stop: ${String(error)}`));
    }
    say('The bakery is closed.');
    process.exit(exitCode);
  })();
  return closing;
}

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void shutDown(0, `\nClosing (${signal}) …`));
}

try {
  await start();
} catch (error) {
  await shutDown(1, error instanceof Error ? error.message : String(error));
}
