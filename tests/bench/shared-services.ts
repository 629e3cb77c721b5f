/** One PostgreSQL and one RabbitMQ with durable settings, shared by all contestants. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import pg from 'pg';
import { findServer, startPostgres } from '../../local/embedded/postgres.ts';
import { freePort } from '../support/free-port.ts';
import { startOwnRabbitmq } from '../support/rabbitmq.ts';

export interface SharedServices {
  /** For the contestants' files; removed at the end. */
  readonly folder: string;
  readonly rabbitmqUrl: string;
  /** Versions of the shared programs. */
  readonly versions: Readonly<Record<string, string>>;
  /** The shared processes, without their children. */
  readonly pids: { readonly postgres: number; readonly rabbitmq: number };
  /** Creates an empty database. @returns the database's URL */
  createDatabase(name: string): Promise<string>;
  /** Writes all dirty pages, so that no contestant pays for an earlier one. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServices(): Promise<SharedServices> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-bench-'));
  const dataFolder = join(folder, 'data');
  const [postgres, rabbitmq] = await Promise.all([
    startPostgres({
      dataFolder,
      port: await freePort(),
      // `track_commit_timestamp` gives the time at which an order was completed.
      settings: { max_connections: '300', max_wal_size: '4GB', track_commit_timestamp: 'on' },
    }),
    startOwnRabbitmq(),
  ]);
  const admin = new pg.Client({ connectionString: postgres.urls.superuser });
  admin.on('error', () => undefined);
  await admin.connect();
  const postmaster = await findServer(dataFolder);
  if (postmaster === undefined) throw new Error('PostgreSQL is not running.');
  return {
    folder,
    rabbitmqUrl: rabbitmq.url,
    versions: {
      'Node.js': process.versions.node,
      PostgreSQL: await versionOfPostgres(admin),
      RabbitMQ: await versionOfRabbitmq(rabbitmq.url),
    },
    pids: { postgres: postmaster, rabbitmq: await rabbitmq.pid() },
    async createDatabase(name) {
      await admin.query(`create database ${name}`);
      const url = new URL(postgres.urls.superuser);
      url.pathname = `/${name}`;
      return url.href;
    },
    async checkpoint() {
      await admin.query('checkpoint');
    },
    async stop() {
      await admin.end();
      await Promise.all([postgres.stop(), rabbitmq.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function versionOfPostgres(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version ?? 'unknown';
}

async function versionOfRabbitmq(url: string): Promise<string> {
  const model = await connect(url);
  const { version } = model.connection.serverProperties;
  await model.close();
  return version;
}
