import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../../build.ts';
import { startPostgres } from '../../local/embedded/postgres.ts';
import { chromiumProgram } from './browser.ts';
import { freePort } from './free-port.ts';
import { installPrograms } from './install-programs.ts';
import { nginxProgram } from './nginx.ts';
import { setUpPackaging } from './packaged.ts';
import { mustInstallRabbitmq, rabbitmqProgram, startRabbitmq } from './rabbitmq.ts';
import { stopAll, stopAtTeardown } from './shared-servers.ts';
import { serveStackPool } from './stack-pool.ts';

/**
 * Starts the resources that all tests share: one PostgreSQL with a migrated database to clone, one
 * RabbitMQ, the bundles, and the pool of stacks. The test processes get their addresses through the
 * environment.
 */
export default async function setUp(): Promise<void> {
  await setUpPrograms();
  const steps = await Promise.allSettled([
    buildAll('sqs'),
    setUpPostgres(),
    setUpRabbitmq(),
    setUpPackaging(),
    serveStackPool(),
  ]);
  const failed = steps.find((step) => step.status === 'rejected');
  if (!failed) return;
  // Jest does not tear down after a failed setup.
  await stopAll();
  throw failed.reason;
}

/** Runs before any test process starts, because two processes must not install at once. */
async function setUpPrograms() {
  const programs = [
    ...(process.env['CHROMIUM_PATH'] === undefined ? [chromiumProgram] : []),
    ...((await mustInstallRabbitmq()) ? [rabbitmqProgram] : []),
    nginxProgram,
  ];
  // A test that needs a missing program fails with the program's name; other tests still run.
  await installPrograms(programs).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
  });
}

async function setUpPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-postgres-'));
  const postgres = await startPostgres({
    dataFolder: join(folder, 'data'),
    port: await freePort(),
    // These databases live for one run of the tests, so they need no durability.
    settings: { fsync: 'off', max_connections: '300' },
  });
  stopAtTeardown(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });
  process.env['ALLOW_VOLATILE_DATABASE'] = 'on';
  const { migrateDatabase } = await import('../../shared/db/migrate.ts');
  await migrateDatabase({ connectionString: postgres.urls.owner });
  process.env['TEST_POSTGRES_URLS'] = JSON.stringify(postgres.urls);
  delete process.env['ALLOW_VOLATILE_DATABASE'];
}

async function setUpRabbitmq() {
  const rabbitmq = await startRabbitmq();
  stopAtTeardown(() => rabbitmq.stop());
  process.env['RABBITMQ_URL'] = rabbitmq.url;
}
