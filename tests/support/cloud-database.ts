/** A PostgreSQL that lets people in as RDS does: by TLS only, to a user who is no superuser. */
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { generate } from 'selfsigned';
import { startPostgres } from '../../local/postgres.ts';
import { freePort } from './free-port.ts';

export interface CloudDatabase {
  readonly host: string;
  readonly port: number;
  /** Of the user `bakery`, for the database `bakery`. */
  readonly password: string;
  /** Whom to trust that the server is who it says. */
  readonly authoritiesFile: string;
  /** As the one who runs the server. */
  query<Row extends object>(text: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function startCloudDatabase(): Promise<CloudDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-cloud-'));
  const dataFolder = join(folder, 'data');
  const port = await freePort();
  const server = await startPostgres({ dataFolder, port });
  const password = randomBytes(16).toString('base64url');
  await giveOwnUser(server.url, password);

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
    'host all admin 127.0.0.1/32 scram-sha-256\nhostssl all bakery all scram-sha-256\n',
  );
  const admin = new URL(server.url);
  admin.username = 'admin';
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

/** The user that the server was made with is a superuser, and cannot be anything less. */
async function giveOwnUser(url: string, password: string) {
  const { password: adminPassword } = new URL(url);
  await run(url, `create role admin superuser login password '${adminPassword}'`);
  const admin = new URL(url);
  admin.username = 'admin';
  await run(admin.href, 'alter role bakery rename to initial');
  await run(admin.href, `create role bakery login password '${password}'`);
  await run(admin.href, 'create database bakery owner bakery');
}

async function run(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Into the server's folder, as its owner's and for nobody else. */
async function writeForServer(dataFolder: string, name: string, content: string) {
  const file = join(dataFolder, name);
  await writeFile(file, content);
  const { uid, gid } = await stat(dataFolder);
  await chown(file, uid, gid);
  await chmod(file, 0o600);
}
