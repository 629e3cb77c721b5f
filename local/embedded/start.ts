/**
 * The embedded run, `npm start`: everything on this machine with only Node. It starts PostgreSQL
 * and SQS, migrates, runs the functions under serverless-offline, starts the processor's event
 * source and serves the page; a signal stops all of it in reverse order.
 */
import './forget-shell.ts';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addressConfig, embeddedConfig, isDemo, retryDelaysMs } from '../../shared/config.ts';
import { database } from '../../shared/db/database.ts';
import { migrateDatabase } from '../../shared/db/migrate.ts';
import { findStaffAccounts } from '../../shared/db/staff-accounts.ts';
import { claimDataFolder, refuseBuildFolder } from './data-folder.ts';
import type { QueueHandler } from '../event-sources/event-source.ts';
import { startFrontendServer } from './frontend-server.ts';
import { startLambdaHost } from './lambda-host.ts';
import { ensureFree } from './ports.ts';
import { passwordsFile } from './postgres-passwords.ts';
import { startPostgres, stopLeftoverPostgres } from './postgres.ts';
import { startSqsEventSource } from '../event-sources/sqs-event-source.ts';
import { startSqsServer, toSqsClientConfig, toSqsEnvironment } from './sqs-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Running {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** The parts that run or are starting, in order. */
const running: Running[] = [];
const closing = new AbortController();

/**
 * The time limit for each step of starting and stopping, generous for slow machines (milliseconds).
 */
const stepTimeoutMs = 300_000;
const consumingTimeoutMs = 60_000;
/** PostgreSQL takes longest: three signals, half a minute each. */
const stopTimeoutMs = 100_000;

/** Starts a part, and records how to stop it. A signal ends the start at once. */
async function open<T>(
  name: string,
  start: () => Promise<T>,
  stop: (it: T) => Promise<void>,
): Promise<T> {
  closing.signal.throwIfAborted();
  const starting = start();
  running.push({ name, stop: () => starting.then(stop, () => undefined) });
  return inTime(name, starting);
}

/** @throws when the step takes too long, or a signal has arrived */
async function inTime<T>(name: string, step: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const signal = AbortSignal.any([closing.signal, settled.signal]);
  const limit = setTimeout(stepTimeoutMs, undefined, { ref: false, signal });
  try {
    return await Promise.race([
      step,
      limit.then(() => Promise.reject(new Error(`Starting ${name} takes too long.`))),
    ]);
  } finally {
    settled.abort();
  }
}

async function start(): Promise<void> {
  const { apiPort, frontendPort, postgresPort, sqsPort, dataFolder } = embeddedConfig();
  const hosts = addressConfig(`http://localhost:${frontendPort}`);
  const data = resolve(root, dataFolder);
  const { signal } = closing;
  await refuseBuildFolder(data, join(root, 'dist'));
  const postgresFolder = join(data, 'postgres');
  const claimed = await open(
    'the data',
    () => claimDataFolder(data),
    (folder) => folder.release(),
  );
  await inTime('the PostgreSQL of a killed run', stopLeftoverPostgres(postgresFolder));
  await ensureFree(
    [
      { setting: 'API_PORT', number: apiPort },
      { setting: 'FRONTEND_PORT', number: frontendPort },
      { setting: 'POSTGRES_PORT', number: postgresPort },
      { setting: 'SQS_PORT', number: sqsPort },
    ],
    // Processes that a killed run started notice its end within a moment.
    claimed.wasLeftBehind ? 10_000 : 0,
    signal,
  );

  const postgres = await open(
    'PostgreSQL',
    () => startPostgres({ dataFolder: postgresFolder, port: postgresPort, signal }),
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
    DATABASE_URL: postgres.urls.app,
    ORDER_QUEUE_URL: queueUrl,
    PUBLIC_URL: hosts.publicUrl,
    ...toSqsEnvironment(sqs.endpoint),
  });
  await inTime('the migrations', migrateDatabase({ connectionString: postgres.urls.owner }));

  const functions = await open(
    'the functions',
    () => startLambdaHost({ apiPort, env: process.env, output: process.stdout, signal }),
    (host) => host.stop(),
  );
  void functions.died.then((reason) => shutDown(1, reason));
  const processor = await loadProcessor();
  const client = toSqsClientConfig(sqs.endpoint);
  const source = await open(
    'the order processor',
    () =>
      Promise.resolve(
        startSqsEventSource(processor, { queueUrl, retryDelaysMs: retryDelaysMs(), client }),
      ),
    (started) => started.stop(),
  );
  await source.untilConsuming(consumingTimeoutMs, signal);
  const pages = { folder: join(root, 'dist/frontend'), copyIn: data };
  await open(
    'the shop',
    () => startFrontendServer({ ...pages, port: frontendPort, apiPort, hosts }),
    (server) => server.stop(),
  );

  say(`The bakery is open. Ctrl-C closes it.
  Shop         http://localhost:${frontendPort}
  API          http://localhost:${apiPort}        try: curl http://localhost:${apiPort}/products
  PostgreSQL   127.0.0.1:${postgresPort}        (passwords: ${passwordsFile(postgresFolder)})
  SQS          ${queueUrl}
  Data         ${data}        (delete it to start again)
${isDemo() ? demoNotice : await nextStep()}`);
}

/** The command that creates the first manager; '' when there is one. */
async function nextStep(): Promise<string> {
  const accounts = await findStaffAccounts(database);
  if (accounts.some(({ role, active }) => role === 'manager' && active)) return '';
  return `
There is no manager yet. Create one, then sign in at http://localhost:${embeddedConfig().frontendPort}/counter:
  npm run create-manager -- <name>`;
}

const demoNotice = `
THIS IS A DEMO. The password of its accounts, manager and baker, is croissants-for-everybody.
For a bakery of your own: DEMO=off npm start, and then npm run create-manager -- <name>`;

/** The same bundle that is deployed to the cloud. */
async function loadProcessor(): Promise<QueueHandler> {
  const bundle = new URL('../../dist/functions/process-order/handler.mjs', import.meta.url).href;
  return ((await import(bundle)) as { handler: QueueHandler }).handler;
}

let closed: Promise<never> | undefined;

/** Stops everything in reverse order. A second signal has no effect. */
function shutDown(exitCode: number, reason: string): Promise<never> {
  closed ??= (async () => {
    say(reason);
    closing.abort();
    for (const { name, stop } of running.splice(0).reverse()) {
      const limit = setTimeout(stopTimeoutMs).then(() => Promise.reject(new Error('in time')));
      await Promise.race([stop(), limit]).catch((error: unknown) =>
        say(`${name} did not stop: ${String(error)}`),
      );
    }
    say('The bakery is closed.');
    process.exit(exitCode);
  })();
  return closed;
}

function say(text: string) {
  process.stdout.write(`${text}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void shutDown(0, `\nClosing (${signal}) …`));
}
process.on(
  'uncaughtException',
  (error) => void shutDown(1, `A bug in the bakery: ${error.stack ?? ''}`),
);

start().catch((error: unknown) =>
  shutDown(1, error instanceof Error ? error.message : String(error)),
);
