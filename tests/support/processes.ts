import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The processes that name the folder in their arguments, work in it, or are children of the given process.
 * @returns a line of `ps` for each: its id, its parent's id and its arguments
 */
export async function findProcesses(folder: string, parent?: number): Promise<string[]> {
  const { stdout } = await run('ps', ['-eo', 'pid,ppid,args']);
  const lines = stdout.split('\n').map(async (line) => {
    const [pid = '', ppid] = line.trim().split(/\s+/);
    // A server started by root has its data as working folder, and does not name the folder in its arguments.
    const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    const belongs = `${line} ${workingFolder}`.includes(folder) || ppid === String(parent);
    return belongs ? [line] : [];
  });
  return (await Promise.all(lines)).flat();
}
