/**
 * The embedded run itself, `npm start`, from its own checkout that is instrumented with steps and
 * has proxies to its database and its queue. Beside it run a second processor, and the relay, which
 * would otherwise be killed only together with the API. A killed part is restarted on the same
 * data.
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
import { breakableDatabase } from './broken-database.ts';
import { breakableSqs } from './broken-sqs.ts';
import { behind, prepareCheckout, preludeFile, untilReady } from './checkout.ts';
import { type Fault, seconds } from './fault.ts';
import { mountSmallDisk, unmount } from './small-disk.ts';
import { type Supervised, supervise } from './supervised-process.ts';
import type { World } from './world.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Replaces addresses, so that `npm start` uses the proxies. */
const throughProxies = {
  name: 'reaches its database and its queue through proxies',
  changes: [
    {
      file: 'local/embedded/start.ts',
      from: 'DATABASE_URL: postgres.urls.app,',
      to: "DATABASE_URL: process.env['PROXIED_DATABASE_URL'],",
    },
    {
      file: 'local/embedded/start.ts',
      from: "const queueUrl = sqs.ensureQueue('orders');",
      to: "sqs.ensureQueue('orders'); const queueUrl = process.env['PROXIED_QUEUE_URL'] ?? '';",
    },
    {
      file: 'local/embedded/start.ts',
      from: '...toSqsEnvironment(sqs.endpoint),',
      to: "...toSqsEnvironment(process.env['PROXIED_SQS_ENDPOINT'] ?? ''),",
    },
    {
      file: 'local/embedded/start.ts',
      from: 'toSqsClientConfig(sqs.endpoint)',
      to: "toSqsClientConfig(process.env['PROXIED_SQS_ENDPOINT'] ?? '')",
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
    // npm start notices the end of its database, ends, and is restarted with it.
    isSupervised: true,
  });
  const checkout = join(folder, 'checkout');
  const steps = await prepareCheckout(checkout, {
    arrangement: 'sqs',
    mutant: throughProxies,
    foldersAsSources: ['local', 'shared'],
  });
  // Its pages are not used, except the one that a start reads.
  await mkdir(join(checkout, 'dist/frontend'));
  await writeFile(join(checkout, 'dist/frontend/refused.html'), '');
  const proxies = {
    database: await startFaultProxy({ upstreamPort: postgresPort }),
    broker: await startFaultProxy({ upstreamPort: sqsPort }),
    api: await startFaultProxy({ upstreamPort: apiPort }),
  };
  const proxiedDatabase = behind(database.urls.app, proxies.database.port);
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    PROXIED_DATABASE_URL: proxiedDatabase,
    PROXIED_QUEUE_URL: `http://127.0.0.1:${proxies.broker.port}/000000000000/orders`,
    PROXIED_SQS_ENDPOINT: `http://127.0.0.1:${proxies.broker.port}`,
    // For the processor and the relay, which are started separately.
    DATABASE_URL: proxiedDatabase,
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${proxies.broker.port}`,
    ORDER_QUEUE_URL: `http://127.0.0.1:${proxies.broker.port}/000000000000/orders`,
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
  const inCheckout = (name: string, args: readonly string[]) =>
    supervise({ args, cwd: checkout, env, log: join(folder, `${name}.log`) });
  const prelude = ['--import', join(checkout, preludeFile)];
  const npmStart = inCheckout('npm-start', [...prelude, 'local/embedded/start.ts']);
  const processor = inCheckout('processor', [
    ...prelude,
    join(here, 'processor-process.ts'),
    checkout,
  ]);
  const relay = inCheckout('relay', [
    join(here, 'relay-process.ts'),
    join(checkout, 'dist/functions/relay-orders/handler.mjs'),
  ]);
  const api = apiOf(npmStart);
  npmStart.start();
  const url = `http://127.0.0.1:${proxies.api.port}`;
  await untilReady(`${url}/health/ready`, join(folder, 'npm-start.log'));
  // The small disk is for data, not for write-ahead log.
  await database.query(`alter system set max_wal_size = '64MB'`);
  await database.query('select pg_reload_conf()');
  for (const part of [processor, relay]) part.start();

  const sqs = breakableSqs(`http://127.0.0.1:${sqsPort}`);
  const world: World = {
    arrangement: 'sqs',
    folder,
    steps,
    parts: [
      { name: 'npm start', process: npmStart },
      { name: 'the API', process: api },
      { name: 'a second processor', process: processor },
      { name: 'the relay', process: relay },
    ],
    rolling: [processor, relay, npmStart],
    partOf: (role) => ({ api, relay, worker: processor, start: only(npmStart) })[role],
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
      // The API ends after its parent without help.
      await ensureFree([{ setting: 'API_PORT', number: apiPort }], 30_000);
      await stopLeftoverPostgres(postgresFolder);
      if (hasSmallDisk) await unmount(data);
      if (!keepsLogs) await rm(folder, { recursive: true, force: true });
    },
  };
  return world;

  /** A database so slow that the other processor gets messages that are still in hand. */
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

  /** The page is opened last and closed first. */
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
function apiOf(npmStart: Supervised): Supervised {
  return {
    ...npmStart,
    pid: () => findChild(npmStart.pid(), 'serverless'),
    kill() {
      const pid = findChild(npmStart.pid(), 'serverless');
      return pid !== undefined && process.kill(pid, 'SIGKILL');
    },
    setNextLife: (settings) => npmStart.setNextLife({ ...settings, KILL_IN: 'serverless' }),
  };
}

/** Children inherit the variables; these are for npm start only. */
function only(npmStart: Supervised): Supervised {
  return {
    ...npmStart,
    setNextLife: (settings) =>
      npmStart.setNextLife({ ...settings, KILL_IN: 'local/embedded/start.ts' }),
  };
}

function findChild(parent: number | undefined, program: string): number | undefined {
  if (parent === undefined) return undefined;
  const found = spawnSync('pgrep', ['-P', String(parent), '-f', program], { encoding: 'utf8' });
  const pid = Number(found.stdout.split('\n')[0]);
  return pid > 0 ? pid : undefined;
}
