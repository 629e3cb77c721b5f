import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ClaimedFolder {
  /** Whether a run that was killed had it before. */
  readonly wasLeftBehind: boolean;
  release(): Promise<void>;
}

/**
 * Makes sure that one run at a time uses the data.
 * @throws with the process that has it
 */
export async function claimDataFolder(folder: string): Promise<ClaimedFolder> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'running.pid');
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner && (await isBakery(owner))) {
    throw new Error(`A bakery is running on this data already, as process ${owner}: ${folder}`);
  }
  await writeFile(file, String(process.pid));
  return { wasLeftBehind: owner > 0, release: () => rm(file, { force: true }) };
}

/** A number may belong to another process by now. */
async function isBakery(pid: number): Promise<boolean> {
  const answer = promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
  const { stdout } = await answer.catch(() => ({ stdout: '' }));
  return stdout.includes('local/start.ts');
}
