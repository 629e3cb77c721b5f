import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';

/** The files and folders that a build puts into `dist`. */
const built = ['frontend', 'functions', 'nginx', 'routes.json', 'worker'];

/**
 * Replaces `dist` by a folder that `write` fills, so that processes that run from `dist` keep running. Deletes only
 * files that a build has created.
 */
export async function replaceDist(
  dist: string,
  write: (next: string) => Promise<unknown>,
): Promise<void> {
  await refuseForeignFiles(dist);
  const folder = await mkdtemp(`${dist}.build-`);
  const stopListening = removeOnSignal(folder);
  try {
    await write(`${folder}/next`);
    await refuseForeignFiles(dist);
    await rename(dist, `${folder}/previous`).catch(unlessMissing);
    await rename(`${folder}/next`, dist);
  } finally {
    stopListening();
    await rm(folder, { recursive: true, force: true });
  }
}

async function refuseForeignFiles(dist: string) {
  const names = (await readdir(dist).catch(unlessMissing)) ?? [];
  const foreign = names.filter((name) => !built.includes(name));
  if (foreign.length === 0) return;
  throw new Error(
    `${dist} contains files that no build created: ${foreign.join(', ')}. Move them elsewhere.`,
  );
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/**
 * Deletes the folder when the build is interrupted. @returns a function that removes the signal
 * handlers
 */
function removeOnSignal(folder: string): () => void {
  const end = () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
