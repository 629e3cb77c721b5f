/** What all stand on: one PostgreSQL and one RabbitMQ, which keep what they have confirmed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import pg from 'pg';
import { findServer, startPostgres } from '../../local/embedded/postgres.ts';
import { freePort } from '../support/free-port.ts';
import { startOwnRabbitmq } from '../support/rabbitmq.ts';

export interface Ground {
  /** For what is started on it; removed at the end. */
  readonly folder: string;
  readonly rabbitmqUrl: string;
  /** Of what they stand on. */
  readonly versions: Readonly<Record<string, string>>;
  /** The processes that belong to nobody alone, without their children. */
  readonly pids: { readonly postgres: number; readonly rabbitmq: number };
  /** Makes an empty database. @returns where it is */
  createDatabase(name: string): Promise<string>;
  /** Writes down all that is dirty, so that nobody pays for who came before. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

export async function startGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-bench-'));
  const dataFolder = join(folder, 'data');
  const [postgres, rabbitmq] = await Promise.all([
    startPostgres({
      dataFolder,
      port: await freePort(),
      // By the last one it is told when an order is completed.
      settings: { max_connections: '300', max_wal_size: '4GB', track_commit_timestamp: 'on' },
    }),
    startOwnRabbitmq(),
  ]);
  const admin = new pg.Client({ connectionString: postgres.urls.superuser });
  admin.on('error', () => undefined);
  await admin.connect();
  const postmaster = await findServer(dataFolder);
  if (postmaster === undefined) throw new Error('PostgreSQL is not there.');
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
