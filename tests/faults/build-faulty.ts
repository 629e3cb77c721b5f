import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { buildBundles } from '../../build.ts';
import { type Mutant, mutate } from './mutants.ts';
import type { Arrangement } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @returns the files that the mutant changes, relative to the root of the project */
export function filesOf(mutant: Mutant | undefined): Set<string> {
  return new Set(mutant?.changes.map(({ file }) => file));
}

/** The text of a file as the mutant has it. */
export async function readFaulty(file: string, mutant: Mutant | undefined): Promise<string> {
  return mutate(file, await readFile(join(root, file), 'utf8'), mutant);
}

/** Builds the bundles of a mutant. @returns the changed files that were built */
export async function buildFaulty(
  dist: string,
  arrangement: Arrangement,
  mutant: Mutant | undefined,
): Promise<Set<string>> {
  const built = new Set<string>();
  const changed = filesOf(mutant);
  const plugin: Plugin = {
    name: 'faulty sources',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(root, path);
        if (!changed.has(file)) return undefined;
        built.add(file);
        return { contents: await readFaulty(file, mutant), loader: 'ts' };
      });
    },
  };
  await buildBundles(arrangement, dist, [plugin]);
  return built;
}
