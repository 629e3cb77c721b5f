import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Readiness } from '../../shared/contract/health.ts';
import { buildFaulty, filesOf, readFaulty } from './build-faulty.ts';
import type { Mutant } from './mutants.ts';
import type { Arrangement } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CheckoutOptions {
  readonly arrangement: Arrangement;
  readonly mutant?: Mutant;
  /** Folders that run from their sources, not from bundles. */
  readonly foldersAsSources: readonly string[];
}

/** Copies the files that the arrangement runs, changed by a mutant. */
export async function prepareCheckout(
  checkout: string,
  { arrangement, mutant, foldersAsSources }: CheckoutOptions,
): Promise<void> {
  await mkdir(checkout);
  await cp(join(root, 'package.json'), join(checkout, 'package.json'));
  // The relay is a separate process here, so that it can be killed or be missing.
  const serverless = await readFile(join(root, 'serverless.yml'), 'utf8');
  const withoutSchedules = serverless.replaceAll(/events:\n +- schedule: .*$/gm, 'events: []');
  await writeFile(join(checkout, 'serverless.yml'), withoutSchedules);
  await symlink(join(root, 'cloud'), join(checkout, 'cloud'));
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  // serverless.yml loads plugins from local/.
  if (!foldersAsSources.includes('local'))
    await symlink(join(root, 'local'), join(checkout, 'local'));
  for (const folder of foldersAsSources) {
    await cp(join(root, folder), join(checkout, folder), { recursive: true });
  }
  const asSources = [...filesOf(mutant)].filter((file) =>
    foldersAsSources.some((folder) => file.startsWith(`${folder}/`)),
  );
  for (const file of asSources) {
    await writeFile(join(checkout, file), await readFaulty(file, mutant));
  }
  await buildAll(checkout, arrangement, mutant, asSources);
}

/** Replaces the bundles with bundles of other code. */
export async function rebuild(
  checkout: string,
  arrangement: Arrangement,
  mutant: Mutant,
): Promise<void> {
  await rm(join(checkout, 'dist'), { recursive: true });
  await buildAll(checkout, arrangement, mutant, []);
}

async function buildAll(
  checkout: string,
  arrangement: Arrangement,
  mutant: Mutant | undefined,
  asSources: readonly string[],
) {
  const built = await buildFaulty(join(checkout, 'dist'), arrangement, mutant);
  const unused = [...filesOf(mutant).difference(new Set(asSources)).difference(built)];
  if (unused.length > 0) throw new Error(`Nothing runs from ${unused.join(', ')}.`);
}

/** The URL with the port of a proxy. */
export function behind(url: string, port: number): string {
  const proxied = new URL(url);
  proxied.port = String(port);
  return proxied.href;
}

/** @throws with the end of a log when there is no response, or a dependency is missing */
export async function untilReady(url: string, log: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    const state = answer?.ok ? ((await answer.json()) as Readiness) : undefined;
    // Pending orders of an earlier trial make the API degraded.
    if (state?.database === 'up' && state.queue === 'up') return;
    await setTimeout(100);
  }
  const printed = await readFile(log, 'utf8').catch(() => '');
  throw new Error(`Nothing is ready at ${url}.\n${printed.slice(-2_000)}`);
}
