import { execFile } from 'node:child_process';
import { access, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { programEnvironment } from '../../shared/config.ts';

export interface RunningProcess {
  /** Constant for the life of a process, and different for a later process with the same number. */
  readonly startedAt: string;
  readonly command: string;
  /** The parent process: the process that started this one, or the one that adopted the orphan. */
  readonly parent: number;
}

/** Whether the process is an embedded run of this release or the previous one. */
export function isEmbeddedRun({ command }: RunningProcess): boolean {
  return /\blocal\/(embedded\/)?start\./.test(command);
}

/**
 * Finds the process that has this id now. Another program may have reused the id.
 * @returns undefined when the process does not exist
 * @throws when the system does not describe the process
 */
export async function findProcess(pid: number): Promise<RunningProcess | undefined> {
  if (!hasNumber(pid)) return undefined;
  const found = (await hasProc()) ? await readProc(pid) : await runPs(pid);
  if (found === 'zombie') return undefined;
  // The process may have ended in between.
  if (found || !hasNumber(pid)) return found;
  throw new Error(`The system does not say which program process ${pid} is.`);
}

/** @returns the program's file and working folder, on systems that provide them */
export async function findProgramOf(
  pid: number,
): Promise<{ readonly file: string; readonly folder: string } | undefined> {
  if (!(await hasProc())) return undefined;
  const [file, folder] = await Promise.all([
    readlink(`/proc/${pid}/exe`),
    readlink(`/proc/${pid}/cwd`),
  ]);
  return { file, folder };
}

/** Whether the number is in use, also by a process that has ended and is still listed. */
export function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function hasProc(): Promise<boolean> {
  return access('/proc/self/stat').then(
    () => true,
    () => false,
  );
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function readProc(pid: number): Promise<RunningProcess | 'zombie' | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    // The name before the fields is in parentheses and may contain parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // The process has ended, and its parent has not read its exit code.
    if (fields[0] === 'Z') return 'zombie';
    return {
      startedAt: `${boot.trim()} ${fields[19]}`,
      command: command.replaceAll('\0', ' ').trim(),
      parent: Number(fields[1]),
    };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function runPs(pid: number): Promise<RunningProcess | undefined> {
  const env = { ...programEnvironment(), LC_ALL: 'C', TZ: 'UTC' };
  const ask = async (column: string) => {
    const args = ['-ww', '-o', `${column}=`, '-p', String(pid)];
    return (await promisify(execFile)('ps', args, { env })).stdout.trim();
  };
  try {
    return {
      startedAt: await ask('lstart'),
      command: await ask('args'),
      parent: Number(await ask('ppid')),
    };
  } catch (cause) {
    if (!hasNumber(pid)) return undefined;
    throw new Error(`"ps" does not say which program process ${pid} is.`, { cause });
  }
}
