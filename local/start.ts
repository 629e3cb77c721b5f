/**
 * The embedded run, `npm start`: everything on this machine, with nothing but Node. It starts
 * PostgreSQL and SQS, migrates, runs the functions under serverless-offline, feeds the processor
 * and serves the page; a signal ends all of it in the opposite order.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedConfig, isDemo, retryDelaysMs } from '../shared/config.ts';
import { migrateDatabase } from '../shared/db/migrate.ts';
import { claimDataFolder } from './data-folder.ts';
import type { QueueHandler } from './event-source.ts';
import { startFrontendServer } from './frontend-server.ts';
import { startLambdaHost } from './lambda-host.ts';
import { ensureFree } from './ports.ts';
import { startPostgres, stopLeftoverPostgres } from './postgres.ts';
import { startSqsEventSource } from './sqs-event-source.ts';
import { region, startSqsServer } from './sqs-server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Running {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** What runs, in the order in which it was started. */
const running: Running[] = [];
let isClosing = false;

/** Starts one thing after the other; once a signal has come, nothing more. */
async function open<T>(
  name: string,
  start: () => Promise<T>,
  stop: (it: T) => Promise<void>,
): Promise<T> {
  if (isClosing) throw new Error(`Closed before ${name} was started.`);
  const started = await start();
  running.push({ name, stop: () => stop(started) });
  return started;
}

async function start(): Promise<void> {
  const { apiPort, frontendPort, postgresPort, sqsPort, dataFolder } = embeddedConfig();
  const data = resolve(root, dataFolder);
  const postgresFolder = join(data, 'postgres');
  const claimed = await open(
    'the data',
    () => claimDataFolder(data),
    (folder) => folder.release(),
  );
  await stopLeftoverPostgres(postgresFolder);
  await ensureFree(
    [
      { setting: 'API_PORT', number: apiPort },
      { setting: 'FRONTEND_PORT', number: frontendPort },
      { setting: 'POSTGRES_PORT', number: postgresPort },
      { setting: 'SQS_PORT', number: sqsPort },
    ],
    // What a killed run started notices its death, and ends, in a moment.
    claimed.wasLeftBehind ? 10_000 : 0,
  );

  const postgres = await open(
    'PostgreSQL',
    () => startPostgres({ dataFolder: postgresFolder, port: postgresPort }),
    (server) => server.stop(),
  );
  void postgres.died.then((reason) => shutDown(1, reason));
  const sqs = await open(
    'SQS',
    () => startSqsServer({ port: sqsPort, dataFolder: join(data, 'sqs') }),
    (server) => server.stop(),
  );
  const queueUrl = sqs.ensureQueue('orders');
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    ORDER_QUEUE_URL: queueUrl,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
  });
  await migrateDatabase();

  const functions = await open(
    'the functions',
    () => startLambdaHost({ apiPort, env: process.env, output: process.stdout }),
    (host) => host.stop(),
  );
  void functions.died.then((reason) => shutDown(1, reason));
  const processor = await loadProcessor();
  await open(
    'the order processor',
    () =>
      Promise.resolve(startSqsEventSource(processor, { queueUrl, retryDelaysMs: retryDelaysMs() })),
    (source) => source.stop(),
  );
  const pages = { folder: join(root, 'dist/frontend'), copyTo: join(data, 'frontend') };
  await open(
    'the shop',
    () => startFrontendServer({ ...pages, port: frontendPort, apiPort }),
    (server) => server.stop(),
  );

  say(`
The bakery is open. Ctrl-C closes it.

  Shop         http://localhost:${frontendPort}
  API          http://localhost:${apiPort}        try: curl http://localhost:${apiPort}/products
  PostgreSQL   ${postgres.url}
  SQS          ${queueUrl}
  Data         ${data}        (delete it to begin anew)
${isDemo() ? demoNotice : ''}`);
}

const demoNotice = `
THIS IS A DEMO. Everybody knows the password of its two accounts, manager and baker:
croissants-for-everybody. For a bakery of your own: DEMO=off npm start, and then
npm run create-manager -- <name>
`;

/** The very bundle that goes to the cloud. */
async function loadProcessor(): Promise<QueueHandler> {
  const bundle = new URL('../dist/functions/process-order/handler.mjs', import.meta.url).href;
  return ((await import(bundle)) as { handler: QueueHandler }).handler;
}

let closing: Promise<never> | undefined;

/**
 * Ends everything, what was started last first, and before that lets finish what is just being
 * started. A second signal changes nothing.
 */
function shutDown(exitCode: number, reason: string): Promise<never> {
  isClosing = true;
  closing ??= (async () => {
    say(reason);
    await opening.catch(() => undefined);
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
process.on('uncaughtException', (error) => void shutDown(1, `A bug of ours: ${error.stack ?? ''}`));

const opening = start();
opening.catch((error: unknown) =>
  shutDown(1, error instanceof Error ? error.message : String(error)),
);
