import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { buildBundles } from '../../build.ts';
import { type Mutant, mutate } from './mutants.ts';
import { filesWithSteps, type Step, stepsPrelude, withSteps } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the container arrangement's bundles so that they can be killed at every step, and with a
 * mutant's changes if there is one.
 * @returns the steps of each file
 */
export async function buildFaulty(
  folder: string,
  mutant?: Mutant,
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const stepsByFile = new Map<string, readonly Step[]>();
  const withStepsInside = filesWithSteps('rabbitmq');
  const untouched = new Set(mutant?.changes.map(({ file }) => file));
  const plugin: Plugin = {
    name: 'steps',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(root, path);
        if (file.startsWith('node_modules')) return undefined;
        untouched.delete(file);
        const source = mutate(file, await readFile(path, 'utf8'), mutant);
        if (!withStepsInside.has(file)) return { contents: source, loader: 'ts' };
        const { text, steps } = withSteps(file, source);
        stepsByFile.set(file, steps);
        return { contents: text, loader: 'ts' };
      });
    },
  };
  await buildBundles('rabbitmq', folder, { plugins: [plugin], prelude: stepsPrelude });
  if (untouched.size > 0) throw new Error(`Nothing is built from ${[...untouched].join(', ')}.`);
  return stepsByFile;
}
