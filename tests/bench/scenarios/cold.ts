/**
 * The time to the first accepted order, for an API that is started and for one function as Lambda
 * starts it. The function is measured as one bundle, and with its packages in node_modules.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Agent } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import type { Contestant } from '../contestant.ts';
import { now, placeOne } from '../place-one.ts';
import { plain } from '../workload.ts';
import { callsForAll, invokeBundle } from './handlers.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const source = 'functions/place-order/handler.ts';

export const cold: Scenario = {
  name: 'cold',
  rounds: { usual: 9, quick: 0 },
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours?.store) return [];
    const { databaseUrl } = ours.store;
    const checkout = join(bench.services.folder, 'ours');
    const bundle = join(checkout, 'dist/functions/place-order/handler.mjs');
    const { file: unbundled, packages } = await buildUnbundled(checkout);
    const kilobytes: Readonly<Record<string, number>> = {
      bundled: await weigh([bundle]),
      unbundled: await weigh([unbundled, ...packages]),
    };
    const files: Readonly<Record<string, string>> = { bundled: bundle, unbundled };
    const names = [...Object.keys(files), ...bench.contestants.map(({ name }) => name)];
    return interleave(
      bench,
      'cold',
      names.map((name) => ({ name })),
      async (name): Promise<Outcome> => {
        const file = files[name];
        const contestant = bench.contestants.find((one) => one.name === name);
        if (contestant) return restartAndPlace(contestant);
        if (file === undefined) throw new Error(`There is no contestant ${name}.`);
        const { since_start_ms } = await invokeBundle(bench, databaseUrl, {
          bundle: file,
          route: 'POST /order',
          calls: callsForAll(1),
          seconds: 0,
        });
        return { figures: { first_ms: round1(since_start_ms), kilobytes: kilobytes[name] ?? 0 } };
      },
    );
  },
};

const patienceMs = 60_000;

async function restartAndPlace(contestant: Contestant): Promise<Outcome> {
  await contestant.stopApi();
  const agent = new Agent({ keepAlive: false });
  const startedAt = now();
  contestant.startApi();
  while (now() - startedAt < patienceMs) {
    const { orderId, answeredAt } = await placeOne(contestant.url, agent, plain.bodyOf(0), now());
    if (orderId !== undefined) return { figures: { first_ms: round1(answeredAt - startedAt) } };
    contestant.check();
    await setTimeout(5);
  }
  return { void: 'no order was accepted', figures: {} };
}

/**
 * Builds the bakery's own code into one file, and leaves packages as npm installs them.
 * @returns the file, and the folders of the packages
 */
async function buildUnbundled(checkout: string) {
  const file = join(checkout, 'dist/unbundled/handler.mjs');
  const { metafile } = await build({
    entryPoints: [join(root, source)],
    outfile: file,
    bundle: true,
    packages: 'external',
    conditions: ['rabbitmq'],
    platform: 'node',
    target: 'node24',
    format: 'esm',
    metafile: true,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const names = imports
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('node:'))
    .map((path) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return { file, packages: await findPackages(names) };
}

const modules = dirname(dirname(createRequire(import.meta.url).resolve('pg/package.json')));

/** The folders of packages and of all their dependencies. */
async function findPackages(names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const folder = join(modules, name);
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined || found.has(folder)) continue;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
    waiting.push(...Object.keys(dependencies));
  }
  return [...found];
}

/** Files that Node can load. */
const isCode = /\.([cm]?js|json|node)$/;

/** @returns kilobytes of files, and of all code in folders */
async function weigh(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => {
      const info = await stat(path);
      if (!info.isDirectory()) return info.size;
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && isCode.test(entry.name));
      const infos = await Promise.all(files.map((one) => stat(join(one.parentPath, one.name))));
      return infos.reduce((sum, { size }) => sum + size, 0);
    }),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1_000);
}
