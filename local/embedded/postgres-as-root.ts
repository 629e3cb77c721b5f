/**
 * PostgreSQL refuses to run as root, so root runs it as another user, which cannot enter folders
 * like /root. This file is not used when an ordinary user starts the bakery.
 */
import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program with its arguments, for `spawn` and `execFile`; no shell parses them. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly uid?: number;
    readonly gid?: number;
  };
}

/**
 * Makes the command that runs a program of PostgreSQL as its user. `toArgs` receives the path by
 * which that user reaches the data.
 */
export type ToCommand = (
  program: string,
  toArgs: (folder: string) => readonly string[],
) => Promise<Command>;

interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where root copies the binaries when the server's user cannot enter their folder. */
const binariesForAll = '/var/lib/bakery-management-system';

/** Gives the folder to the server's user. @returns how to run programs as that user */
export async function serveAsAnotherUser(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ToCommand> {
  const user = await ensureServerUser();
  await chown(folder, user.uid, user.gid);
  const test = asUser(user, '/bin/sh', ['-c', 'test -w "$0"', folder], env);
  const isInReach = await succeeds(test);
  return async (program, toArgs) => {
    const file = await ensureRunnable(user, program, env);
    if (isInReach) return asUser(user, file, toArgs(folder), env);
    // Root enters the folder; a program started there needs neither its path nor root's rights.
    const { args, options } = asUser(user, file, toArgs('/proc/self/cwd'), env);
    return { file, args, options: { ...options, cwd: folder } };
  };
}

async function ensureServerUser(): Promise<ServerUser> {
  const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
  const find = async () => ({ uid: await id('-u'), gid: await id('-g') });
  try {
    return await find();
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return find();
  }
}

/**
 * The program itself, or a copy that the server's user can reach, with its siblings and libraries.
 */
async function ensureRunnable(
  user: ServerUser,
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  if (await succeeds(asUser(user, program, ['--version'], env))) return program;
  const installed = dirname(dirname(program));
  const packageFile = await readFile(join(dirname(installed), 'package.json'), 'utf8');
  const { version } = JSON.parse(packageFile) as { version: string };
  const copy = join(binariesForAll, `postgres-${version}`);
  const copied = join(copy, 'bin', basename(program));
  if (!(await succeeds(asUser(user, copied, ['--version'], env)))) {
    await mkdir(copy, { recursive: true });
    await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copied;
}

function asUser(
  { uid, gid }: ServerUser,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Command {
  // A program inherits the working folder, which its user may not be allowed to enter.
  return { file: program, args, options: { cwd: '/', env, uid, gid } };
}

function succeeds({ file, args, options }: Command): Promise<boolean> {
  return run(file, args, options).then(
    () => true,
    () => false,
  );
}
