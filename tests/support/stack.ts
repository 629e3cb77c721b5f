import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPasswords } from '../../local/embedded/postgres-passwords.ts';
import { postgresUrls } from '../../local/embedded/postgres-roles.ts';
import { programEnvironment } from '../../shared/config.ts';
import { freePorts } from './free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Stack {
  readonly apiUrl: string;
  readonly frontendUrl: string;
  /** The URL of the superuser. */
  readonly databaseUrl: string;
  readonly sqsUrl: string;
  readonly pid: number;
  readonly ports: readonly number[];
  /** The output of the process so far. */
  output(): string;
  /** Resolves with the exit code when the process ends unexpectedly. */
  readonly ended: Promise<number | null>;
  /** Sends a signal and waits for the end. @returns the exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface StackOptions {
  /** The data folder; default: a temporary one. */
  readonly dataFolder?: string;
  /** The checkout to run; default: this one. */
  readonly folder?: string;
  readonly uid?: number;
  /** A command that builds first, such as `npm start`; default: node on the existing build. */
  readonly command?: readonly [string, ...string[]];
  /** Sends SIGTERM this long after the start of the process (milliseconds). */
  readonly stopAfterMs?: number;
  /** API, page, PostgreSQL, SQS; default: free ones. */
  readonly ports?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Stacks that a failed test did not stop must not keep the run from ending. */
const started = new Set<ChildProcess>();
if (typeof afterAll === 'function')
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
  });

/** The embedded run as `npm start` starts it, from the existing bundles, on free ports. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { folder = root, uid, env = {} } = options;
  const ownFolder = await mkdtemp(join(tmpdir(), 'bakery-data-'));
  const ports = options.ports ?? (await freePorts(4));
  const [api, frontend, postgres, sqs] = ports.map(String);
  const dataFolder = options.dataFolder ?? join(ownFolder, 'data');
  const [program, ...args] = options.command ?? [process.execPath, 'local/embedded/start.ts'];
  const child = spawn(program, args, {
    cwd: folder,
    env: {
      ...programEnvironment(),
      // The compile cache of npm start: a start takes 3 seconds of CPU instead of 5.
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
      HOME: tmpdir(),
      API_PORT: api,
      FRONTEND_PORT: frontend,
      POSTGRES_PORT: postgres,
      SQS_PORT: sqs,
      DATA_FOLDER: dataFolder,
      PUBLIC_URL: `http://127.0.0.1:${frontend}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  const { stopAfterMs } = options;
  if (stopAfterMs !== undefined) setTimeout(() => child.kill('SIGTERM'), stopAfterMs).unref();
  let printed = '';
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const opened = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        if (printed.includes('The bakery is open.')) resolve();
      });
    }
  });
  await Promise.race([
    opened,
    exited.then(async () => {
      await rm(ownFolder, { recursive: true, force: true });
      throw new Error(`The stack did not start:\n${printed}`);
    }),
  ]);
  const passwords = await findPasswords(resolve(folder, dataFolder, 'postgres'));
  return {
    apiUrl: `http://127.0.0.1:${api}`,
    frontendUrl: `http://127.0.0.1:${frontend}`,
    databaseUrl: passwords
      ? postgresUrls(Number(postgres), passwords).superuser
      : // The public password of the previous release.
        `postgres://bakery:bakery@127.0.0.1:${postgres}/postgres`,
    sqsUrl: `http://127.0.0.1:${sqs}`,
    pid: child.pid ?? 0,
    ports,
    output: () => printed,
    ended: exited.then(([code]) => code),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal);
      const [code] = await exited;
      await rm(ownFolder, { recursive: true, force: true });
      return code;
    },
  };
}
