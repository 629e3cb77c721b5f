/**
 * The parts of the container arrangement without containers: PostgreSQL, RabbitMQ, the API under
 * serverless-offline, two workers and the relay. A killed part is restarted, as by Compose.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Channel, connect } from 'amqplib';
import { stopLeftoverPostgres } from '../../local/embedded/postgres.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { freePorts } from '../support/free-port.ts';
import { type OwnRabbitmq, startOwnRabbitmq } from '../support/rabbitmq.ts';
import { nameHttpAnswer, namePostgresAnswer, nameRabbitmqAnswers } from './answers.ts';
import { breakableDatabase } from './broken-database.ts';
import { behind, prepareCheckout, rebuild, untilReady } from './checkout.ts';
import { type Fault, seconds } from './fault.ts';
import type { Mutant } from './mutants.ts';
import { mountSmallDisk, unmount } from './small-disk.ts';
import { type Supervised, supervise } from './supervised-process.ts';
import { watchProcess } from './watched-process.ts';
import type { BrokenBroker, World } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RabbitmqWorld extends World {
  readonly api: Supervised;
  readonly workers: readonly [Supervised, Supervised];
  readonly relay: Supervised;
  readonly rabbitmq: OwnRabbitmq;
  /**
   * Waits until this number of messages is in the queue, because an order is answered before its
   * message is confirmed.
   */
  untilWaiting(count: number): Promise<void>;
  /** Restarts all parts with other code, which declares its queues again. */
  deploy(mutant: Mutant): Promise<void>;
}

/** Short delays, so that a run uses all of them. */
const retryDelaysMs = '100,300,1000,2000';

const queue = 'orders';

export async function startRabbitmqWorld(): Promise<RabbitmqWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-faults-'));
  const [postgresPort = 0, apiPort = 0, ...healthPorts] = await freePorts(4);
  const disk = join(folder, 'disk');
  const hasSmallDisk = await mountSmallDisk(disk);
  const dataFolder = join(disk, 'data');
  const database = await breakableDatabase({
    disk,
    dataFolder,
    hasSmallDisk,
    port: postgresPort,
    settings: { max_wal_size: '64MB', max_connections: '60' },
  });
  const checkout = join(folder, 'checkout');
  const [, rabbitmq] = await Promise.all([
    prepareCheckout(checkout, { arrangement: 'rabbitmq', foldersAsSources: [] }),
    startOwnRabbitmq(),
    database.start(),
  ]);
  const proxies = {
    database: await startFaultProxy({ upstreamPort: postgresPort }),
    broker: await startFaultProxy({ upstreamPort: rabbitmq.port }),
    api: await startFaultProxy({ upstreamPort: apiPort }),
  };
  const connections = {
    database: { proxy: proxies.database, nameAnswers: namePostgresAnswer },
    broker: { proxy: proxies.broker, nameAnswers: nameRabbitmqAnswers },
    customers: { proxy: proxies.api, nameAnswers: nameHttpAnswer },
  };
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    RABBITMQ_QUEUE: queue,
    QUEUE_RETRY_DELAYS_MS: retryDelaysMs,
    // Small batches, so that many can be interrupted.
    QUEUE_BATCH_SIZE: '5',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    DEMO: 'off',
    SLS_TELEMETRY_DISABLED: '1',
  };
  const inCheckout = (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    watchProcess(connections, (ports) =>
      supervise({
        args,
        cwd: checkout,
        env: {
          ...env,
          DATABASE_URL: behind(database.urls.app, ports.database),
          RABBITMQ_URL: behind(rabbitmq.url, ports.broker),
          ...more,
        },
        log: join(folder, `${name}.log`),
      }),
    );
  const migrate = await inCheckout('migrate', ['dist/worker/migrate.mjs'], {
    DATABASE_URL: database.urls.owner,
  });
  migrate.start();
  await migrate.ended();
  await migrate.stop();

  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const api = await inCheckout('api', [serverless, 'offline', '--stage', 'local'], {
    API_PORT: String(apiPort),
  });
  const [first, second] = await Promise.all(
    healthPorts.map((port, index) =>
      inCheckout(`worker-${index + 1}`, ['dist/worker/worker.mjs'], { HEALTH_PORT: String(port) }),
    ),
  );
  if (!first || !second) throw new Error('There are two workers.');
  const relay = await inCheckout('relay', [
    join(root, 'tests/faults/relay-process.ts'),
    join(checkout, 'dist/functions/relay-orders/handler.mjs'),
  ]);
  const processes = [api, first, second, relay];
  const url = `http://127.0.0.1:${api.ports.customers}`;
  const broker = brokenBroker(rabbitmq);

  async function open() {
    for (const part of processes) part.start();
    await untilReady(`${url}/health/ready`, join(folder, 'api.log'));
  }

  await open();
  return {
    arrangement: 'rabbitmq',
    folder,
    api,
    workers: [first, second],
    relay,
    parts: [
      { name: 'the API', process: api },
      { name: 'a worker', process: first },
      { name: 'a worker', process: second },
      { name: 'the relay', process: relay },
    ],
    rolling: [first, second, relay],
    watched: { api, relay, worker: first },
    rabbitmq,
    untilWaiting: (count) =>
      withChannel(rabbitmq, async (channel) => {
        for (let attempt = 0; attempt < 1_500; attempt++) {
          if ((await channel.checkQueue(queue)).messageCount >= count) return;
          await setTimeout(20);
        }
        throw new Error(`There are not ${count} messages waiting.`);
      }),
    async deploy(mutant) {
      for (const proxy of Object.values(proxies)) proxy.heal();
      await Promise.all(processes.map((part) => part.stop()));
      await rebuild(checkout, 'rabbitmq', mutant);
      await broker.loseQueues();
      await open();
    },
    broker,
    proxies,
    url,
    database,
    ownFaults: ownFaults(rabbitmq),
    untilOpen: () => Promise.resolve(),
    async stop(keepsLogs = false) {
      await Promise.all(processes.map((part) => part.stop()));
      await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
      await Promise.all([stopLeftoverPostgres(dataFolder), rabbitmq.stop()]);
      if (hasSmallDisk) await unmount(disk);
      if (!keepsLogs) await rm(folder, { recursive: true, force: true });
    },
  };
}

function brokenBroker(rabbitmq: OwnRabbitmq): BrokenBroker {
  return {
    publish: (bodies) =>
      withChannel(rabbitmq, (channel) => {
        for (const body of bodies) {
          channel.sendToQueue(queue, Buffer.from(body), { persistent: true });
        }
        return Promise.resolve();
      }),
    forgetMessages: () => withChannel(rabbitmq, (channel) => channel.purgeQueue(queue)),
    loseQueues: (named = '') =>
      withChannel(rabbitmq, async (channel) => {
        const names = await queuesOf(rabbitmq);
        for (const name of names.filter((name) => name.includes(named))) {
          await channel.deleteQueue(name);
        }
      }),
  };
}

function ownFaults(rabbitmq: OwnRabbitmq): readonly Fault[] {
  return [
    {
      name: 'kill -9 of RabbitMQ',
      async happen(random) {
        await rabbitmq.kill();
        await seconds(random, 0, 1);
        await rabbitmq.start();
      },
    },
    {
      name: 'the broker is short of memory',
      async happen(random) {
        await rabbitmq.control('set_vm_memory_high_watermark', 'absolute', '1MB');
        await seconds(random, 0.5, 2);
        await rabbitmq.control('set_vm_memory_high_watermark', '0.6');
      },
    },
  ];
}

async function withChannel({ url }: OwnRabbitmq, work: (channel: Channel) => Promise<unknown>) {
  const connection = await connect(url);
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    await work(channel);
    await channel.close();
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** The work queue and its retry and dead-letter queues. */
async function queuesOf(rabbitmq: OwnRabbitmq): Promise<string[]> {
  const listed = await rabbitmq.control('list_queues', '--quiet', '--no-table-headers', 'name');
  return listed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
