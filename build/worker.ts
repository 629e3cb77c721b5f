import { build, type Plugin } from 'esbuild';
import { copyMigrations } from './migrations.ts';
import { type Broker, nodeBundle } from './node-bundle.ts';

/** Bundles the programs of the worker's image, and copies the migrations beside them. */
export async function buildWorker(broker: Broker, dist: string, extras?: readonly Plugin[]) {
  await build({
    ...nodeBundle(broker, extras),
    entryPoints: [
      { in: 'local/containers/worker.ts', out: 'worker' },
      { in: 'local/containers/migrate.ts', out: 'migrate' },
      { in: 'local/containers/create-manager.ts', out: 'create-manager' },
    ],
    outdir: `${dist}/worker`,
    outExtension: { '.js': '.mjs' },
  });
  await copyMigrations(`${dist}/worker`);
}
