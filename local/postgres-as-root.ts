/**
 * PostgreSQL refuses to run as root, so root needs another user for it, and that user is kept out
 * of folders like /root. Nothing here is reached when an ordinary user starts the bakery.
 */
import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** Runs a program of PostgreSQL's, as whoever may. */
export type Execute = (program: string, args: readonly string[]) => Promise<unknown>;

interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where root keeps the binaries when their own folder cannot be entered by the server's user. */
const binariesForAll = '/var/lib/bakery-management-system';

/** Gives the folder to the server's user. @returns how to run programs as that user */
export async function serveAsAnotherUser(dataFolder: string): Promise<Execute> {
  const user = await ensureServerUser();
  await chown(dataFolder, user.uid, user.gid);
  const canEnter = await succeeds(runAs(user, '/bin/sh', ['-c', 'test -w "$0"', dataFolder]));
  const runIt = canEnter ? runAs : runWithPassage;
  return async (program, args) => runIt(user, await ensureRunnable(user, program), args);
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

/** The program itself, or a copy where its user may come. It wants its siblings and libraries. */
async function ensureRunnable(user: ServerUser, program: string): Promise<string> {
  if (await succeeds(runAs(user, program, ['--version']))) return program;
  const installed = dirname(dirname(program));
  const packageFile = await readFile(join(dirname(installed), 'package.json'), 'utf8');
  const { version } = JSON.parse(packageFile) as { version: string };
  const copy = join(binariesForAll, `postgres-${version}`);
  const copied = join(copy, 'bin', basename(program));
  if (!(await succeeds(runAs(user, copied, ['--version'])))) {
    await mkdir(copy, { recursive: true });
    await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copied;
}

function runAs(user: ServerUser, program: string, args: readonly string[]) {
  // A program inherits our working folder, which its user may not be allowed to enter.
  return run(program, args, { cwd: '/', ...user });
}

/** Lends the user the one right of root that the way to the data takes. */
function runWithPassage({ uid, gid }: ServerUser, program: string, args: readonly string[]) {
  const passage = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return run('setpriv', [...identity, ...passage, program, ...args], { cwd: '/' });
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
