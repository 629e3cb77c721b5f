/**
 * A PostgreSQL that accepts connections as RDS does: with TLS only, from a user that is no
 * superuser.
 */
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { generate } from 'selfsigned';
import { roles } from '../../local/embedded/postgres-roles.ts';
import { startPostgres } from '../../local/embedded/postgres.ts';
import { freePort } from './free-port.ts';

export interface CloudDatabase {
  readonly host: string;
  readonly port: number;
  /** The password of the user `bakery`, which owns the database `bakery`. */
  readonly password: string;
  /** The certificate authorities of the server. */
  readonly authoritiesFile: string;
  /** Runs a statement as superuser. */
  query<Row extends object>(text: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function startCloudDatabase(): Promise<CloudDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-cloud-'));
  const dataFolder = join(folder, 'data');
  const port = await freePort();
  const server = await startPostgres({ dataFolder, port });
  const password = randomBytes(16).toString('base64url');
  await createUser(server.urls.superuser, password);

  const host = 'localhost';
  const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  const authoritiesFile = join(folder, 'authorities.pem');
  await writeFile(authoritiesFile, cert);
  await writeForServer(dataFolder, 'server.crt', cert);
  await writeForServer(dataFolder, 'server.key', key);
  await writeForServer(
    dataFolder,
    'pg_hba.conf',
    `host all ${roles.superuser} 127.0.0.1/32 scram-sha-256\nhostssl bakery all all scram-sha-256\n`,
  );
  const admin = new URL(server.urls.superuser);
  admin.pathname = '/bakery';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`alter system set ssl = on`);
  await client.query('select pg_reload_conf()');

  return {
    host,
    port,
    password,
    authoritiesFile,
    async query<Row extends object>(text: string) {
      return (await client.query<Row>(text)).rows;
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a user as in RDS, which may create roles but is no superuser. */
async function createUser(url: string, password: string) {
  await run(url, `create role bakery login createrole password '${password}'`);
  await run(url, 'create database bakery owner bakery');
  // On RDS the functions' role does not exist before the first migration.
  await run(url, `alter role ${roles.app} rename to unused`);
}

async function run(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Writes a file that only the server's user may read. */
async function writeForServer(dataFolder: string, name: string, content: string) {
  const file = join(dataFolder, name);
  await writeFile(file, content);
  const { uid, gid } = await stat(dataFolder);
  await chown(file, uid, gid);
  await chmod(file, 0o600);
}
