/** The artefacts of `npm run package`, built once per test run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { stopAtTeardown } from './shared-servers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Creates the folder of the artefacts, which are built on first use. */
export async function setUpPackaging(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-package-'));
  process.env['TEST_PACKAGE_FOLDER'] = folder;
  stopAtTeardown(() => rm(folder, { recursive: true, force: true }));
}

/**
 * Packages the service once for all tests: concurrent callers wait for the first caller.
 * @returns the folder with the zips and the template
 */
export async function packageService(stage: 'prod' | 'dev' = 'prod'): Promise<string> {
  const folder = process.env['TEST_PACKAGE_FOLDER'] ?? '';
  const ours = (name: string) => join(folder, `${stage}-${name}`);
  const out = ours('out');
  const isFirst = await mkdir(ours('claimed')).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    // One stage at a time, because both are built in .serverless/ and copied from there.
    const busy = join(folder, 'busy');
    await eventually(() => mkdir(busy), 110_000);
    const complaints = await runServerless(['package', '--stage', stage, '--package', out], folder);
    await rmdir(busy);
    await writeFile(ours('complaints'), complaints);
    await writeFile(ours('done'), '');
  }
  await eventually(() => access(ours('done')), 110_000);
  const complaints = await readFile(ours('complaints'), 'utf8');
  if (complaints !== '') throw new Error(complaints);
  return out;
}

export async function readTemplate(folder: string): Promise<Template> {
  const file = join(folder, 'cloudformation-template-update-stack.json');
  return JSON.parse(await readFile(file, 'utf8')) as Template;
}

/** @returns the error output of a failed command, otherwise '' */
async function runServerless(options: readonly string[], home: string): Promise<string> {
  const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
  const child = spawn(process.execPath, [serverless, ...options], {
    cwd: root,
    // Without credentials, because packaging must not need them.
    env: { PATH: process.env['PATH'], HOME: home, SLS_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endWithParent = () => child.kill('SIGKILL');
  process.once('exit', endWithParent);
  const [complaints, [code]] = (await Promise.all([text(child.stderr), once(child, 'exit')])) as [
    string,
    [number | null],
  ];
  return code === 0 ? '' : complaints || `serverless ended with ${code}`;
}
