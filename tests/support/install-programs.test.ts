import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Stands in for Debian's apt-get: it refuses to run twice at once, as the real apt-get does, and
 * installs a package by writing a program of that name. The lock of another program, represented by
 * the file "foreign", is released after one refusal.
 */
const aptGet = `#!/bin/sh
cd "$(dirname "$0")"
if ! mkdir lock 2> /dev/null; then
  echo 'E: Could not get lock /var/lib/apt/lists/lock.' >&2
  rm foreign 2> /dev/null && rmdir lock
  exit 100
fi
echo "$*" >> log
sleep 0.3
for argument; do
  case "$argument" in test-*) printf '#!/bin/sh\\n' > "$argument" && chmod +x "$argument" ;; esac
done
rmdir lock
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-install-'));
  await writeFile(join(folder, 'apt-get'), aptGet, { mode: 0o755 });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** Installs programs in a separate process. */
async function ask(names: readonly string[], isAllowed = true): Promise<Run> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', askInProcess], {
    env: {
      ...process.env,
      PATH: `${folder}:${process.env['PATH']}`,
      ASKED: JSON.stringify({ names, isAllowed, lockFile: join(folder, 'apt.lock') }),
    },
  });
  const [[code], output, complaint] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, output, complaint };
}

const installer = fileURLToPath(new URL('install-programs.ts', import.meta.url));
const askInProcess = `
  import { installPrograms } from '${installer}';
  const { names, isAllowed, lockFile } = JSON.parse(process.env.ASKED);
  const programs = names.map((name) => ({ candidates: [name], debianPackage: name }));
  const paths = await installPrograms(programs, { isAllowed: async () => isAllowed, lockFile });
  console.log(JSON.stringify(paths));`;

function pathsIn({ output }: Run): unknown {
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

async function commandsRun(): Promise<string[]> {
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
  return log
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace('-o DPkg::Lock::Timeout=300 ', ''));
}

const installed = (name: string) => join(folder, name);

test('installs all missing programs with one update, and prints their names', async () => {
  const run = await ask(['test-oven', 'sh', 'test-mixer']);
  expect(pathsIn(run)).toEqual([
    installed('test-oven'),
    expect.stringMatching(/\/sh$/),
    installed('test-mixer'),
  ]);
  expect(run.output).toMatch(/^Installing test-oven and test-mixer with apt-get/);
  expect(await commandsRun()).toEqual([
    'update -qq',
    'install -y -qq --no-install-recommends test-oven test-mixer',
  ]);
});

test('two concurrent requests install once, and both find the program', async () => {
  const runs = await Promise.all([ask(['test-oven']), ask(['test-oven'])]);
  expect(runs.map(({ code, complaint }) => ({ code, complaint }))).toEqual([
    { code: 0, complaint: '' },
    { code: 0, complaint: '' },
  ]);
  expect(runs.map(pathsIn)).toEqual([[installed('test-oven')], [installed('test-oven')]]);
  expect(await commandsRun()).toHaveLength(2);
});

test('concurrent requests for different programs run apt-get one after the other', async () => {
  const runs = await Promise.all([ask(['test-oven']), ask(['test-mixer'])]);
  expect(runs.map(({ complaint }) => complaint)).toEqual(['', '']);
  expect(runs.map(pathsIn)).toEqual([[installed('test-oven')], [installed('test-mixer')]]);
});

test('installs nothing when all programs exist', async () => {
  const run = await ask(['sh']);
  expect(run.output).not.toContain('Installing');
  expect(await commandsRun()).toEqual([]);
});

test('installs nothing where it is not allowed', async () => {
  expect(pathsIn(await ask(['test-oven'], false))).toEqual([null]);
  expect(await commandsRun()).toEqual([]);
});

test('waits for another program that updates the lists', async () => {
  await mkdir(join(folder, 'lock'));
  await writeFile(join(folder, 'foreign'), '');
  expect(pathsIn(await ask(['test-oven']))).toEqual([installed('test-oven')]);
});

test("shows apt-get's message when an installation fails", async () => {
  await writeFile(join(folder, 'apt-get'), '#!/bin/sh\necho "E: no network" >&2\nexit 100\n');
  const { code, complaint } = await ask(['test-oven']);
  expect(code).toBe(1);
  expect(complaint).toContain('E: no network');
});
