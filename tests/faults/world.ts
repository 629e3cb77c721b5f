/**
 * The container arrangement's parts, each a process of its own, without the containers: PostgreSQL,
 * RabbitMQ, the API under serverless-offline, workers, the relay; and between them proxies that break
 * connections. What dies is started again, as Compose would.
 */
import { cp, mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../../local/postgres.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { run } from '../support/find-program.ts';
import { freePorts } from '../support/free-port.ts';
import { type OwnRabbitmq, startOwnRabbitmq } from '../support/rabbitmq.ts';
import { buildFaulty } from './build-faulty.ts';
import type { Mutant } from './mutants.ts';
import type { Step } from './steps.ts';
import { type Supervised, supervise } from './supervised-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface World {
  readonly folder: string;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly api: Supervised;
  readonly workers: readonly [Supervised, Supervised];
  readonly relay: Supervised;
  readonly broker: OwnRabbitmq;
  readonly database: {
    /** Past the proxy: for those who look, not for those who work. */
    readonly url: string;
    query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
    /** kill -9 of the postmaster; its children end by themselves. */
    kill(): Promise<void>;
    /** Starts it, if it does not run. */
    start(): Promise<void>;
    /** Whether it has a small disk of its own, which takes root. */
    readonly hasSmallDisk: boolean;
    /** Takes all that is left of that. */
    fillDisk(): Promise<void>;
    emptyDisk(): Promise<void>;
  };
  readonly proxies: {
    readonly database: FaultProxy;
    readonly broker: FaultProxy;
    readonly api: FaultProxy;
  };
  /** Where customers ask. */
  readonly url: string;
  readonly queue: string;
  /** @param keepsLogs leaves the folder with what all parts printed, and with the journals */
  stop(keepsLogs?: boolean): Promise<void>;
}

export interface WorldOptions {
  readonly mutant?: Mutant | undefined;
}

/** Short ones, so that a run sees all of them. */
const retryDelaysMs = '100,300,1000,2000';

export async function startWorld({ mutant }: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-faults-'));
  const [postgresPort = 0, apiPort = 0, lambdaPort, ...healthPorts] = await freePorts(5);
  const dataFolder = join(folder, 'disk');
  const hasSmallDisk = await mountSmallDisk(dataFolder);
  const settings = { max_wal_size: '64MB', max_connections: '60' };
  const startDatabase = () =>
    startPostgres({ dataFolder: join(dataFolder, 'data'), port: postgresPort, settings });
  const [steps, firstPostgres, broker] = await Promise.all([
    layCheckout(folder, mutant),
    startDatabase(),
    startOwnRabbitmq(),
  ]);
  const proxies = {
    database: await startFaultProxy({ upstreamPort: postgresPort }),
    broker: await startFaultProxy({ upstreamPort: broker.port }),
    api: await startFaultProxy({ upstreamPort: apiPort }),
  };
  const queue = 'orders';
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    DATABASE_URL: behind(firstPostgres.url, proxies.database.port),
    RABBITMQ_URL: behind(broker.url, proxies.broker.port),
    RABBITMQ_QUEUE: queue,
    QUEUE_RETRY_DELAYS_MS: retryDelaysMs,
    // Small batches, so that there are many to meet and to be cut off.
    QUEUE_BATCH_SIZE: '5',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    // All customers are on this machine.
    MAX_OPEN_ORDERS_PER_ADDRESS: '0',
    DEMO: 'off',
    SLS_TELEMETRY_DISABLED: '1',
  };
  const inCheckout = (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    supervise({
      args,
      cwd: join(folder, 'checkout'),
      env: { ...env, ...more },
      log: join(folder, `${name}.log`),
    });
  const migrate = inCheckout('migrate', ['dist/worker/migrate.mjs'], {
    DATABASE_URL: firstPostgres.url,
  });
  migrate.start();
  await migrate.ended();
  await migrate.stop();

  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const api = inCheckout('api', [serverless, 'offline', '--stage', 'local'], {
    API_PORT: String(apiPort),
    LAMBDA_PORT: String(lambdaPort),
  });
  const [first, second] = healthPorts.map((port, index) =>
    inCheckout(`worker-${index + 1}`, ['dist/worker/worker.mjs'], { HEALTH_PORT: String(port) }),
  );
  if (!first || !second) throw new Error('There are two workers.');
  const relay = inCheckout('relay', [
    join(root, 'tests/faults/relay-process.ts'),
    join(folder, 'checkout/dist/functions/relay-orders/handler.mjs'),
  ]);
  for (const part of [api, first, second, relay]) part.start();
  const url = `http://127.0.0.1:${proxies.api.port}`;
  await untilAnswering(`${url}/health/ready`, join(folder, 'api.log'));

  return {
    folder,
    steps,
    api,
    workers: [first, second],
    relay,
    broker,
    proxies,
    url,
    queue,
    database: {
      url: firstPostgres.url,
      query: (text, values) => queryOnce(firstPostgres.url, text, values),
      kill: () => killPostmaster(dataFolder),
      start: () => startUnlessRunning(dataFolder, startDatabase),
      hasSmallDisk,
      fillDisk: () => fill(join(dataFolder, filler)),
      emptyDisk: () => rm(join(dataFolder, filler), { force: true }),
    },
    async stop(keepsLogs = false) {
      await Promise.all([api, first, second, relay].map((part) => part.stop()));
      await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
      await startUnlessRunning(dataFolder, startDatabase);
      await Promise.all([firstPostgres.stop(), broker.stop()]);
      if (hasSmallDisk) await unmount(dataFolder);
      if (!keepsLogs) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What serverless-offline needs of a checkout, with bundles that can be killed at every step. */
async function layCheckout(folder: string, mutant: Mutant | undefined) {
  const checkout = join(folder, 'checkout');
  await mkdir(checkout);
  await cp(join(root, 'package.json'), join(checkout, 'package.json'));
  // The relay is a process of its own here; otherwise it could not be killed, or be missing.
  const serverless = await readFile(join(root, 'serverless.yml'), 'utf8');
  const withoutSchedules = serverless.replaceAll(/events:\n +- schedule: .*$/gm, 'events: []');
  await writeFile(join(checkout, 'serverless.yml'), withoutSchedules);
  // The second has plugins of serverless-offline.
  for (const name of ['node_modules', 'local']) {
    await symlink(join(root, name), join(checkout, name));
  }
  return buildFaulty(join(checkout, 'dist'), mutant);
}

function behind(url: string, port: number): string {
  const proxied = new URL(url);
  proxied.port = String(port);
  return proxied.href;
}

async function queryOnce<Row>(url: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const filler = 'filler';
const smallDiskBytes = 400 * 1024 * 1024;

/** In memory, so that it can be full without anybody else noticing. Mounting takes root. */
async function mountSmallDisk(folder: string): Promise<boolean> {
  await mkdir(folder);
  const size = `size=${smallDiskBytes}`;
  return run('mount', ['-t', 'tmpfs', '-o', size, 'bakery-faults', folder]).then(
    () => true,
    () => false,
  );
}

async function unmount(folder: string) {
  await run('umount', [folder]);
}

/** Until there is no room for another byte. */
async function fill(path: string) {
  const file = await open(path, 'w');
  const block = Buffer.alloc(64 * 1024);
  try {
    for (let written = 0; written < smallDiskBytes; written += block.length)
      await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}

async function findPostmaster(dataFolder: string): Promise<number | undefined> {
  const file = await readFile(join(dataFolder, 'data/postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

async function killPostmaster(dataFolder: string) {
  const pid = await findPostmaster(dataFolder);
  if (!pid) return;
  process.kill(pid, 'SIGKILL');
  while (await findPostmaster(dataFolder)) await setTimeout(10);
}

/** Until the children of the one that was killed are gone, there is no starting. */
async function startUnlessRunning(dataFolder: string, start: () => Promise<unknown>) {
  for (let attempt = 1; !(await findPostmaster(dataFolder)); attempt++) {
    try {
      await start();
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(200);
    }
  }
}

/** @throws with the end of a log when nobody answers, or only that something is missing */
async function untilAnswering(url: string, log: string) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    const state = answer?.ok ? ((await answer.json()) as { status: string }) : undefined;
    if (state?.status === 'ready') return;
    await setTimeout(100);
  }
  const printed = await readFile(log, 'utf8').catch(() => '');
  throw new Error(`Nothing is ready at ${url}.\n${printed.slice(-2_000)}`);
}
