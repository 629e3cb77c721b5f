import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Readiness } from '../../shared/contract/health.ts';
import { buildFaulty, type FaultySources, faultySources } from './build-faulty.ts';
import type { Mutant } from './mutants.ts';
import { type Arrangement, type Step, stepsPrelude } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What starts the steps in a process that does not run from a bundle. */
export const preludeFile = 'steps-prelude.mjs';

export interface CheckoutOptions {
  readonly arrangement: Arrangement;
  readonly mutant?: Mutant;
  /** Rooms that run from their sources, not from bundles. */
  readonly roomsAsSources: readonly string[];
}

/**
 * What the arrangement runs from, so that it can be killed at every step.
 * @returns the steps of each file
 */
export async function layCheckout(
  checkout: string,
  { arrangement, mutant, roomsAsSources }: CheckoutOptions,
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const sources = faultySources(arrangement, mutant);
  await mkdir(checkout);
  await cp(join(root, 'package.json'), join(checkout, 'package.json'));
  // The relay is a process of its own here; otherwise it could not be killed, or be missing.
  const serverless = await readFile(join(root, 'serverless.yml'), 'utf8');
  const withoutSchedules = serverless.replaceAll(/events:\n +- schedule: .*$/gm, 'events: []');
  await writeFile(join(checkout, 'serverless.yml'), withoutSchedules);
  await symlink(join(root, 'cloud'), join(checkout, 'cloud'));
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  // It has plugins of serverless-offline.
  if (!roomsAsSources.includes('local'))
    await symlink(join(root, 'local'), join(checkout, 'local'));
  for (const room of roomsAsSources) {
    await cp(join(root, room), join(checkout, room), { recursive: true });
  }
  const asSources = sources.files.filter((file) =>
    roomsAsSources.some((room) => file.startsWith(`${room}/`)),
  );
  for (const file of asSources) await writeFile(join(checkout, file), await sources.read(file));
  await writeFile(join(checkout, preludeFile), stepsPrelude);
  await buildAll(checkout, sources, asSources);
  return sources.steps;
}

/** Puts bundles of another code in the place of those that are there. */
export async function rebuild(
  checkout: string,
  arrangement: Arrangement,
  mutant: Mutant,
): Promise<void> {
  await rm(join(checkout, 'dist'), { recursive: true });
  await buildAll(checkout, faultySources(arrangement, mutant), []);
}

async function buildAll(checkout: string, sources: FaultySources, asSources: readonly string[]) {
  const used = new Set([...asSources, ...(await buildFaulty(join(checkout, 'dist'), sources))]);
  const unused = sources.files.filter((file) => !used.has(file));
  if (unused.length > 0) throw new Error(`Nothing runs from ${unused.join(', ')}.`);
}

/** The same address, by way of a proxy. */
export function behind(url: string, port: number): string {
  const proxied = new URL(url);
  proxied.port = String(port);
  return proxied.href;
}

/** @throws with the end of a log when nobody answers, or only that something is missing */
export async function untilReady(url: string, log: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    const state = answer?.ok ? ((await answer.json()) as Readiness) : undefined;
    // Orders that an earlier trial left Pending make it degraded.
    if (state?.database === 'up' && state.queue === 'up') return;
    await setTimeout(100);
  }
  const printed = await readFile(log, 'utf8').catch(() => '');
  throw new Error(`Nothing is ready at ${url}.\n${printed.slice(-2_000)}`);
}
