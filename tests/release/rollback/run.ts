/**
 * Checks that the code before the newest migration works on the schema after the migration, as is
 * necessary during a deployment and after a rollback:
 *
 *   npm run rollback -w bakery-tests               the commit before the newest migration
 *   npm run rollback -w bakery-tests -- <commit>   another commit, for example a release
 *
 * The script checks the commit out in a separate worktree, adds the current migrations, and runs the commit's own tests of
 * its functions, and this release's tests beside the script: they need orders that only this release can write.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const migrations = 'shared/db/migrations';
/** What the tests beside this script need of this release. */
const ofThisRelease = [
  'tests/release/rollback',
  'tests/support/claims.ts',
  'tests/support/pools.ts',
];

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function commitBeforeNewestMigration(): string {
  return `${git('log', '-1', '--first-parent', '--diff-filter=A', '--format=%H', '--', migrations)}^`;
}

async function runItsTests(folder: string): Promise<number> {
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // The commit's tests of the migrate function expect only the migrations of that commit.
  const which = [
    '/functions/',
    '/rollback/',
    '--testPathIgnorePatterns',
    '/functions/migrate/',
    '/node_modules/',
  ];
  const child = spawn(process.execPath, [...options, jest, ...which], {
    cwd: folder,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

const [commit = commitBeforeNewestMigration()] = process.argv.slice(2);
const parent = await mkdtemp(join(tmpdir(), 'bakery-rollback-'));
const folder = join(parent, 'previous');
git('worktree', 'add', '--detach', folder, commit);
try {
  const then = await readdir(join(folder, migrations));
  const now = await readdir(join(root, migrations));
  process.stdout.write(`${git('log', '-1', '--format=%h %s', commit)}
with ${now.filter((name) => !then.includes(name)).join(', ') || 'no other migration'}\n`);
  await rm(join(folder, migrations), { recursive: true });
  await cp(join(root, migrations), join(folder, migrations), { recursive: true });
  for (const path of ofThisRelease) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  process.exitCode = await runItsTests(folder);
} finally {
  git('worktree', 'remove', '--force', folder);
  await rm(parent, { recursive: true, force: true });
}
