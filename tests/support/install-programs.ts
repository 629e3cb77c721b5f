import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { findProgram, run } from './find-program.ts';

/** A program that the tests run and npm does not install. */
export interface Program {
  /** Names that are looked up in PATH, or absolute paths; the first that exists is used. */
  readonly candidates: readonly string[];
  readonly debianPackage: string;
}

export interface Installation {
  /** Whether `apt-get install` can be expected to work. */
  readonly isAllowed: () => Promise<boolean>;
  /** Held during an installation, by one process of the machine at a time. */
  readonly lockFile: string;
}

const machine: Installation = { isAllowed: canInstallPackages, lockFile: '/run/bakery-apt.lock' };

/**
 * Installs the Debian packages of all missing programs, with one `apt-get update`. A second process
 * waits for the first process, and then finds the programs installed.
 *
 * @returns the path of each program; undefined where it is missing and cannot be installed here
 * @throws when the installation fails
 */
export async function installPrograms(
  programs: readonly Program[],
  { isAllowed, lockFile }: Installation = machine,
): Promise<(string | undefined)[]> {
  const found = await findAll(programs);
  if (!found.includes(undefined) || !(await isAllowed())) return found;
  await withLock(lockFile, async () => {
    const paths = await findAll(programs);
    const missing = programs.filter((_, index) => paths[index] === undefined);
    if (missing.length > 0) await install(missing.map(({ debianPackage }) => debianPackage));
  });
  return findAll(programs);
}

function findAll(programs: readonly Program[]) {
  return Promise.all(programs.map(({ candidates }) => findProgram(...candidates)));
}

/** Whether this process is root, on Debian or a derived distribution. */
async function canInstallPackages(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await findProgram('apt-get'))) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

/** Holds a kernel lock, which is released when its process ends. */
async function withLock(file: string, work: () => Promise<void>): Promise<void> {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(holder, 'exit');
  const locked = once(holder.stdout, 'data').then(() => true);
  if (!(await Promise.race([locked, exited.then(() => false)]))) {
    throw new Error(`The lock ${file} could not be taken.`);
  }
  try {
    await work();
  } finally {
    holder.stdin.end();
    await exited;
  }
}

/** Installs packages without starting their services. */
async function install(packages: readonly string[]): Promise<void> {
  const names = packages.join(' and ');
  process.stdout.write(`Installing ${names} with apt-get: the tests need what is missing here …\n`);
  await updateLists();
  await aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
  process.stdout.write(`Installed ${names}.\n`);
}

async function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Another program may be updating the lists; apt-get itself does not wait for their lock. */
async function updateLists(): Promise<void> {
  for (let triesLeft = 300; ; triesLeft--) {
    try {
      await aptGet('update', '-qq');
      return;
    } catch (error) {
      if (triesLeft === 0 || !String(error).includes('/lists/lock')) throw error;
      await setTimeout(1_000);
    }
  }
}
