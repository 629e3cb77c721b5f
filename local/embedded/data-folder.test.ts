import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { claimDataFolder, findRunning, refuseBuildFolder } from './data-folder.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-claim-'));
  file = join(folder, 'running.pid');
});

afterEach(() => rm(folder, { recursive: true }));

test('a data folder belongs to one run at a time, and to the next run after its release', async () => {
  const first = await claimDataFolder(folder);
  expect(first.wasLeftBehind).toBe(false);
  await expect(claimDataFolder(folder)).rejects.toThrow(`as process ${process.pid}`);
  expect(await findRunning(folder)).toBe(process.pid);
  await first.release();
  expect(await findRunning(folder)).toBeUndefined();
  const second = await claimDataFolder(folder);
  await second.release();
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['a file', (path: string) => writeFile(path, '')],
  ['a broken link', (path: string) => symlink(join(folder, 'gone'), path)],
])('rejects %s as the data folder, and names its path', async (_, make) => {
  const path = join(folder, 'data');
  await make(path);
  await expect(claimDataFolder(path)).rejects.toThrow(`The data cannot be kept in ${path} (`);
});

test('exactly one of several concurrent claims succeeds', async () => {
  const claims = await Promise.allSettled([1, 2, 3, 4].map(() => claimDataFolder(folder)));
  expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a later process with the number of a killed run does not block a claim', async () => {
  const innocent = spawn('sleep', ['1000'], {
    stdio: 'ignore',
    argv0: 'node local/embedded/start.ts',
  });
  try {
    await once(innocent, 'spawn');
    await writeFile(file, `${innocent.pid}\nanother-boot 1\n`);
    const claimed = await claimDataFolder(folder);
    expect(claimed.wasLeftBehind).toBe(true);
    expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
    await claimed.release();
  } finally {
    innocent.kill();
  }
});

test.each([
  ['a file of a run that has ended', '999999999\nboot 1\n'],
  ['a file of the previous release, whose process has ended', '999999999'],
  ['a file that a power cut left empty', ''],
])('a data folder is free with %s', async (_, content) => {
  await writeFile(file, content);
  await (await claimDataFolder(folder)).release();
});

test('a claim is refused while a running bakery cannot be ruled out', async () => {
  await writeFile(file, 'nonsense');
  await expect(claimDataFolder(folder)).rejects.toThrow('does not say which process');
  expect(await readFile(file, 'utf8')).toBe('nonsense');
  await rm(file);
  await mkdir(file);
  await expect(claimDataFolder(folder)).rejects.toThrow('cannot be read');
});

test('refuses a second claim of the folder when "ps" fails', async () => {
  const programs = join(folder, 'programs');
  await mkdir(programs);
  await promisify(execFile)('ln', ['-s', '/bin/false', join(programs, 'ps')]);
  const claimed = await claimDataFolder(folder);
  const path = process.env['PATH'];
  process.env['PATH'] = programs;
  try {
    await expect(claimDataFolder(folder)).rejects.toThrow();
  } finally {
    process.env['PATH'] = path;
  }
  expect(await findRunning(folder)).toBe(process.pid);
  await claimed.release();
});

test('a data folder may not be in the folder that a build replaces', async () => {
  const dist = join(folder, 'dist');
  await mkdir(join(dist, 'frontend'), { recursive: true });
  await symlink(dist, join(folder, 'link'));
  for (const inside of [dist, join(dist, 'data'), join(folder, 'link/data/deeper')]) {
    await expect(refuseBuildFolder(inside, dist)).rejects.toThrow('DATA_FOLDER');
  }
  for (const outside of [folder, join(folder, 'dist-data'), join(folder, '..dist')]) {
    await expect(refuseBuildFolder(outside, dist)).resolves.toBeUndefined();
  }
});
