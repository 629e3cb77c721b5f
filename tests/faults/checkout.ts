import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildFaulty } from './build-faulty.ts';
import type { Mutant } from './mutants.ts';
import type { Step } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What serverless-offline needs of a checkout, with bundles that can be killed at every step. */
export async function layCheckout(
  checkout: string,
  mutant: Mutant | undefined,
): Promise<ReadonlyMap<string, readonly Step[]>> {
  await mkdir(checkout);
  await cp(join(root, 'package.json'), join(checkout, 'package.json'));
  // The relay is a process of its own here; otherwise it could not be killed, or be missing.
  const serverless = await readFile(join(root, 'serverless.yml'), 'utf8');
  const withoutSchedules = serverless.replaceAll(/events:\n +- schedule: .*$/gm, 'events: []');
  await writeFile(join(checkout, 'serverless.yml'), withoutSchedules);
  // The second has plugins of serverless-offline.
  for (const name of ['node_modules', 'local']) {
    await symlink(join(root, name), join(checkout, name));
  }
  return buildFaulty(join(checkout, 'dist'), mutant);
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
    const state = answer?.ok ? ((await answer.json()) as { status: string }) : undefined;
    if (state?.status === 'ready') return;
    await setTimeout(100);
  }
  const printed = await readFile(log, 'utf8').catch(() => '');
  throw new Error(`Nothing is ready at ${url}.\n${printed.slice(-2_000)}`);
}
