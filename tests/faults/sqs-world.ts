/**
 * The embedded run itself, `npm start`, from its own checkout that has proxies to its database and
 * its queue. Beside it run a second processor, and the relay, which would otherwise be killed only
 * together with the API. A killed part is restarted on the same data.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureFree } from '../../local/embedded/ports.ts';
import { stopLeftoverPostgres } from '../../local/embedded/postgres.ts';
import { region } from '../../local/embedded/sqs-server.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { freePorts } from '../support/free-port.ts';
import { nameHttpAnswer, namePostgresAnswer } from './answers.ts';
import { breakableDatabase } from './broken-database.ts';
import { breakableSqs } from './broken-sqs.ts';
import { behind, prepareCheckout, untilReady } from './checkout.ts';
import { type Fault, seconds } from './fault.ts';
import { callsOf } from './kill-before-answer.ts';
import { mountSmallDisk, unmount } from './small-disk.ts';
import { type Supervised, supervise } from './supervised-process.ts';
import { type Ports, type WatchedProcess, watchProcess } from './watched-process.ts';
import type { World } from './world.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Replaces addresses, so that `npm start` and its functions use their own ports of the proxies. */
const throughProxies = {
  name: 'reaches its database and its queue through proxies',
  changes: [
    {
      file: 'local/embedded/postgres.ts',
      from: 'await prepareRoles(port, passwords);',
      to: "await prepareRoles(Number(process.env['PROXIED_POSTGRES_PORT']), passwords);",
    },
    {
      file: 'local/embedded/postgres.ts',
      from: 'return { urls: postgresUrls(port, passwords),',
      to: "return { urls: postgresUrls(Number(process.env['PROXIED_POSTGRES_PORT']), passwords),",
    },
    {
      file: 'local/embedded/start.ts',
      from: "const queueUrl = sqs.ensureQueue('orders');",
      to: "const queueUrl = sqs.ensureQueue('orders').replace(sqs.endpoint, process.env['PROXIED_SQS'] ?? '');",
    },
    {
      file: 'local/embedded/start.ts',
      from: '...toSqsEnvironment(sqs.endpoint),',
      to: "...toSqsEnvironment(process.env['PROXIED_SQS'] ?? ''),",
    },
    {
      file: 'local/embedded/start.ts',
      from: 'toSqsClientConfig(sqs.endpoint)',
      to: "toSqsClientConfig(process.env['PROXIED_SQS'] ?? '')",
    },
    {
      file: 'local/embedded/start.ts',
      from: 'env: process.env, output',
      to: "env: { ...process.env, ...JSON.parse(process.env['FUNCTIONS_ADDRESSES'] ?? '') }, output",
    },
  ],
} as const;

export async function startSqsWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-faults-'));
  const [apiPort = 0, frontendPort = 0, postgresPort = 0, sqsPort = 0] = await freePorts(4);
  const data = join(folder, 'data');
  const hasSmallDisk = await mountSmallDisk(data);
  const postgresFolder = join(data, 'postgres');
  const database = await breakableDatabase({
    disk: data,
    dataFolder: postgresFolder,
    hasSmallDisk,
    port: postgresPort,
    // npm start notices the end of its database and ends; its restart starts the database again.
    isSupervised: true,
  });
  const checkout = join(folder, 'checkout');
  await prepareCheckout(checkout, {
    arrangement: 'sqs',
    mutant: throughProxies,
    foldersAsSources: ['local', 'shared'],
  });
  // A start reads this page; the other pages are not used.
  await mkdir(join(checkout, 'dist/frontend'));
  await writeFile(join(checkout, 'dist/frontend/refused.html'), '');
  const proxies = {
    database: await startFaultProxy({ upstreamPort: postgresPort }),
    broker: await startFaultProxy({ upstreamPort: sqsPort }),
    api: await startFaultProxy({ upstreamPort: apiPort }),
  };
  const connections = {
    database: { proxy: proxies.database, nameAnswers: namePostgresAnswer },
    broker: { proxy: proxies.broker, nameAnswers: nameHttpAnswer },
    customers: { proxy: proxies.api, nameAnswers: nameHttpAnswer },
  };
  const addresses = (ports: Ports) => ({
    DATABASE_URL: behind(database.urls.app, ports.database),
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${ports.broker}`,
    ORDER_QUEUE_URL: `http://127.0.0.1:${ports.broker}/000000000000/orders`,
  });
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'faults',
    AWS_SECRET_ACCESS_KEY: 'faults',
    // Short delays, so that a run uses all of them.
    QUEUE_RETRY_DELAYS_MS: '100,300,1000,2000',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    DEMO: 'off',
    SLS_TELEMETRY_DISABLED: '1',
    API_PORT: String(apiPort),
    FRONTEND_PORT: String(frontendPort),
    POSTGRES_PORT: String(postgresPort),
    SQS_PORT: String(sqsPort),
    DATA_FOLDER: data,
  };
  const inCheckout = (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    watchProcess(connections, (ports) =>
      supervise({
        args,
        cwd: checkout,
        env: {
          ...env,
          ...addresses(ports),
          PROXIED_POSTGRES_PORT: String(ports.database),
          PROXIED_SQS: `http://127.0.0.1:${ports.broker}`,
          ...more,
        },
        log: join(folder, `${name}.log`),
      }),
    );
  const api = await watchProcess(connections, () => apiOf(() => npmStart));
  const start = ['--import', join(here, 'system-calls.mjs'), 'local/embedded/start.ts'];
  const npmStart: WatchedProcess = await inCheckout('npm-start', start, {
    SYSTEM_LOG: callsOf({ folder }),
    FUNCTIONS_ADDRESSES: JSON.stringify(addresses(api.ports)),
  });
  const processor = await inCheckout('processor', [join(here, 'processor-process.ts'), checkout]);
  const relay = await inCheckout('relay', [
    join(here, 'relay-process.ts'),
    join(checkout, 'dist/functions/relay-orders/handler.mjs'),
  ]);
  npmStart.start();
  const url = `http://127.0.0.1:${api.ports.customers}`;
  await untilReady(`${url}/health/ready`, join(folder, 'npm-start.log'));
  // The small disk is for data, not for write-ahead log.
  await database.query(`alter system set max_wal_size = '64MB'`);
  await database.query('select pg_reload_conf()');
  for (const part of [processor, relay]) part.start();

  const sqs = breakableSqs(`http://127.0.0.1:${sqsPort}`);
  const world: World = {
    arrangement: 'sqs',
    folder,
    parts: [
      { name: 'npm start', process: npmStart },
      { name: 'the API', process: api },
      { name: 'a second processor', process: processor },
      { name: 'the relay', process: relay },
    ],
    rolling: [processor, relay, npmStart],
    watched: { api, relay, worker: processor, start: npmStart },
    broker: sqs,
    proxies,
    url,
    database,
    ownFaults: [
      {
        name: 'kill -9 of npm start, the API and PostgreSQL at once',
        async happen() {
          api.kill();
          npmStart.kill();
          await database.kill();
        },
      },
      {
        name: 'the data folder of SQS is wiped',
        async happen(random) {
          await npmStart.stop();
          await rm(join(data, 'sqs'), { recursive: true, force: true });
          await seconds(random, 0, 1);
          npmStart.start();
        },
      },
      visibilityExpires(),
    ],
    untilOpen,
    async stop(keepsLogs = false) {
      await Promise.all([npmStart, processor, relay].map((part) => part.stop()));
      await Promise.all(Object.values(proxies).map((proxy) => proxy.stop()));
      // The API ends after its parent, without a signal.
      await ensureFree([{ setting: 'API_PORT', number: apiPort }], 30_000);
      await stopLeftoverPostgres(postgresFolder);
      if (hasSmallDisk) await unmount(data);
      if (!keepsLogs) await rm(folder, { recursive: true, force: true });
    },
  };
  return world;

  /** A database so slow that the other processor gets messages that are still in flight. */
  function visibilityExpires(): Fault {
    return {
      name: 'messages become visible again in the middle of a batch',
      async happen(random) {
        await sqs.setVisibilityTimeout(1);
        proxies.database.setLatency(random.between(100, 160));
        try {
          await sqs.untilGivenTwice(10_000);
          await seconds(random, 1, 3);
        } finally {
          proxies.database.heal();
          await sqs.setVisibilityTimeout(10);
        }
      },
    };
  }

  /** Waits for the shop's page, which is opened last and closed first. */
  async function untilOpen() {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const answer = await fetch(`http://127.0.0.1:${frontendPort}/api/health`).catch(
        () => undefined,
      );
      if (answer?.ok) return;
      await setTimeout(50);
    }
  }
}

/** The functions' host, which ends and restarts together with `npm start`. */
function apiOf(npmStart: () => Supervised): Supervised {
  const pid = () => findChild(npmStart().pid(), 'serverless');
  return {
    pid,
    kill() {
      const found = pid();
      return found !== undefined && process.kill(found, 'SIGKILL');
    },
    terminate: () => npmStart().terminate(),
    start: () => npmStart().start(),
    stop: () => npmStart().stop(),
    setNextLife: (settings) => npmStart().setNextLife(settings),
    lives: () => npmStart().lives(),
    ended: () => npmStart().ended(),
  };
}

function findChild(parent: number | undefined, program: string): number | undefined {
  if (parent === undefined) return undefined;
  const found = spawnSync('pgrep', ['-P', String(parent), '-f', program], { encoding: 'utf8' });
  const pid = Number(found.stdout.split('\n')[0]);
  return pid > 0 ? pid : undefined;
}
