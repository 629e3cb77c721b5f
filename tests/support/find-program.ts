import { execFile } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);

/** The first of these programs that is there: names are looked up in PATH. */
export async function findProgram(...candidates: string[]): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = candidates.flatMap((name) =>
    isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)),
  );
  for (const path of paths) {
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Whether `apt-get install` can be expected to work: root, on Debian or a child of it. */
export async function canInstallPackages(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await findProgram('apt-get'))) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

/** Installs Debian packages without starting the services in them. */
export async function installPackages(...names: string[]): Promise<void> {
  process.stdout.write(`Installing ${names.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...lock, 'update', '-qq'], { env });
  await run('apt-get', [...lock, 'install', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
}
