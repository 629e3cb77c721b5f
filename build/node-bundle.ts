import type { BuildOptions, Plugin } from 'esbuild';
import { root } from './root.ts';
import { keepCommonPasswords, leaveOut, trimContract } from './trim-bundles.ts';

export type Broker = 'sqs' | 'rabbitmq';

/** Options of all bundles that run on Node. @param extras plugins of the fault tests */
export function nodeBundle(broker: Broker, extras: readonly Plugin[] = []): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // `#queue` in package.json resolves to the sender for this broker.
    // esbuild adds `module` only to its own conditions. With it, unused code of the AWS SDK is left out.
    conditions: [broker, 'module'],
    mainFields: ['module', 'main'],
    // CommonJS packages call `require`, which an ES module does not have.
    banner: {
      js: `import{createRequire}from'node:module';const require=createRequire(import.meta.url);`,
    },
    plugins: [leaveOut, keepCommonPasswords, trimContract, ...extras],
    logLevel: 'warning',
  };
}
