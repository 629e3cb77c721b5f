import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { buildBundles } from '../../build.ts';
import { type Mutant, mutate } from './mutants.ts';
import { type Arrangement, filesWithSteps, type Step, stepsPrelude, withSteps } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An arrangement's sources, instrumented with steps and changed by mutants. */
export interface FaultySources {
  readonly arrangement: Arrangement;
  /** The files that differ from those of the project. */
  readonly files: readonly string[];
  /** @param file relative to the root of the project */
  read(file: string): Promise<string>;
  /** The steps of each file that was read. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
}

export function faultySources(arrangement: Arrangement, mutant?: Mutant): FaultySources {
  const steps = new Map<string, readonly Step[]>();
  const killable = filesWithSteps(arrangement);
  return {
    arrangement,
    files: [...killable, ...(mutant?.changes.map(({ file }) => file) ?? [])],
    steps,
    async read(file) {
      const source = mutate(file, await readFile(join(root, file), 'utf8'), mutant);
      if (!killable.has(file)) return source;
      const killed = withSteps(file, source);
      steps.set(file, killed.steps);
      return killed.text;
    },
  };
}

/** Builds the bundles from them. @returns the files that were built */
export async function buildFaulty(dist: string, sources: FaultySources): Promise<Set<string>> {
  const built = new Set<string>();
  const plugin: Plugin = {
    name: 'faulty sources',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(root, path);
        if (file.startsWith('node_modules')) return undefined;
        built.add(file);
        return { contents: await sources.read(file), loader: 'ts' };
      });
    },
  };
  await buildBundles(sources.arrangement, dist, { plugins: [plugin], prelude: stepsPrelude });
  return built;
}
