import { mkdir, open } from 'node:fs/promises';
import { run } from '../support/find-program.ts';

const smallDiskBytes = 400 * 1024 * 1024;

/**
 * Mounts a disk in memory, so that filling it affects no other program.
 * @returns whether it was mounted, which requires root
 */
export async function mountSmallDisk(folder: string): Promise<boolean> {
  await mkdir(folder);
  const size = `size=${smallDiskBytes}`;
  return run('mount', ['-t', 'tmpfs', '-o', size, 'bakery-faults', folder]).then(
    () => true,
    () => false,
  );
}

export async function unmount(folder: string): Promise<void> {
  await run('umount', [folder]);
}

/** Creates a file that leaves no free byte. */
export async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(64 * 1024);
  try {
    for (let written = 0; written < smallDiskBytes; written += block.length)
      await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
