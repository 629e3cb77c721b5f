/**
 * Builds into `dist/` everything that runs: one bundle per function, the pages and, for containers, the
 * worker and parts of nginx's configuration. A bundle contains the code of one broker only:
 *
 *   node build.ts                     SQS, for the cloud and the embedded run
 *   node build.ts --broker rabbitmq   RabbitMQ, for containers
 */
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Plugin } from 'esbuild';
import { buildFrontend } from './build/frontend.ts';
import { buildFunctions, copyShopPage } from './build/functions.ts';
import { writeNginxAnswers, writeRoutes } from './build/host-files.ts';
import type { Broker } from './build/node-bundle.ts';
import { replaceDist } from './build/replace-dist.ts';
import { root } from './build/root.ts';
import { buildWorker } from './build/worker.ts';

/** Builds all bundles that run on Node into a folder. */
export async function buildBundles(
  broker: Broker,
  dist: string,
  extras?: readonly Plugin[],
): Promise<void> {
  await mkdir(dist, { recursive: true });
  await Promise.all([
    writeRoutes(dist),
    buildFunctions(broker, dist, extras),
    ...(broker === 'rabbitmq' ? [buildWorker(broker, dist, extras)] : []),
  ]);
}

/** Builds everything, then replaces `dist/`. */
export function buildAll(broker: Broker): Promise<void> {
  return replaceDist(`${root}dist`, async (dist) => {
    await Promise.all([
      buildBundles(broker, dist),
      buildFrontend(dist),
      ...(broker === 'rabbitmq' ? [writeNginxAnswers(`${dist}/nginx`)] : []),
    ]);
    await copyShopPage(dist);
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { broker: { type: 'string', default: 'sqs' } } });
  if (values.broker !== 'sqs' && values.broker !== 'rabbitmq') {
    throw new Error(`--broker is sqs or rabbitmq, not ${values.broker}`);
  }
  await buildAll(values.broker);
}
