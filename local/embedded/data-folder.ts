import { link, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { findProcess, isEmbeddedRun } from './process-identity.ts';

export interface ClaimedFolder {
  /** Whether the previous run was killed. */
  readonly wasLeftBehind: boolean;
  release(): Promise<void>;
}

/** A run, as stored in `running.pid`: its process, and the start of that process. */
interface Owner {
  readonly pid: number;
  /** Missing in a file of the previous release. */
  readonly startedAt: string | undefined;
}

/**
 * Claims the data for this run; no other run may use it at the same time.
 * @throws with the process that holds the folder, or when a holder cannot be ruled out
 */
export async function claimDataFolder(folder: string): Promise<ClaimedFolder> {
  await makeFolder(folder);
  const file = join(folder, 'running.pid');
  const mine = await ownClaim();
  // The file is written completely under its own name before it is linked to the final name.
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, mine);
  let wasLeftBehind = false;
  try {
    while (!(await isLinked(aside, file))) {
      const theirs = await readClaim(file);
      const owner = toOwner(theirs, file);
      if (owner && (await isRunning(owner))) {
        throw new Error(
          `A bakery is running on this data already, as process ${owner.pid}: ${folder}`,
        );
      }
      wasLeftBehind ||= owner !== undefined;
      await takeAway(file, theirs);
    }
  } finally {
    await rm(aside, { force: true });
  }
  return { wasLeftBehind, release: () => takeAway(file, mine) };
}

/**
 * @returns the process that runs on this data
 * @throws when that cannot be determined
 */
export async function findRunning(folder: string): Promise<number | undefined> {
  const file = join(folder, 'running.pid');
  const owner = toOwner(await readClaim(file), file);
  return owner && (await isRunning(owner)) ? owner.pid : undefined;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data cannot be kept in ${folder} (${reason}). Choose another folder with DATA_FOLDER.`,
      { cause },
    );
  }
}

/** The build deletes the content of `dist`. @throws for a folder in it */
export async function refuseBuildFolder(folder: string, dist: string): Promise<void> {
  const way = relative(await resolveExisting(dist), await resolveExisting(folder));
  if (way !== '' && (way === '..' || way.startsWith(`..${sep}`))) return;
  throw new Error(
    `The data cannot be kept in ${dist}, which every build replaces. Choose another folder with DATA_FOLDER.`,
  );
}

/** Resolves symbolic links in the part of the path that exists. */
async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = join(path, '..');
    return parent === path ? path : join(await resolveExisting(parent), relative(parent, path));
  }
}

async function ownClaim(): Promise<string> {
  const { startedAt = '' } = (await findProcess(process.pid)) ?? {};
  return `${process.pid}\n${startedAt}\n`;
}

/** Of two concurrent attempts, one succeeds. */
async function isLinked(aside: string, file: string): Promise<boolean> {
  try {
    await link(aside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Deletes the file only if it has this content, because another run may have replaced the file. */
async function takeAway(file: string, content: string): Promise<void> {
  const aside = `${file}.old-${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== content) await isLinked(aside, file);
  await rm(aside, { force: true });
}

/** @returns undefined when a crash of the machine left the file empty */
function toOwner(text: string, file: string): Owner | undefined {
  const [first = '', startedAt = ''] = text.split('\n');
  if (text.trim() === '') return undefined;
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0) {
    throw new Error(
      `${file} does not say which process runs on this data. If none does, remove that file.`,
    );
  }
  return { pid, startedAt: startedAt === '' ? undefined : startedAt };
}

async function readClaim(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Error(
      `It cannot be determined whether a bakery is running on this data: ${file} cannot be read.`,
      { cause },
    );
  }
}

/** The number may belong to another process now. */
async function isRunning({ pid, startedAt }: Owner): Promise<boolean> {
  const found = await findProcess(pid);
  if (!found) return false;
  return startedAt === undefined ? isEmbeddedRun(found) : found.startedAt === startedAt;
}
