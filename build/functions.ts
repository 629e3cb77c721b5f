import { cp, readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { copyMigrations } from './migrations.ts';
import { type Broker, nodeBundle } from './node-bundle.ts';
import { root } from './root.ts';

/**
 * Builds one bundle per function; with `isDry` nothing is written and only the metafile is
 * returned.
 */
async function bundleFunctions(
  broker: Broker,
  dist: string,
  extras: readonly Plugin[] = [],
  isDry = false,
) {
  const names = await readdir(`${root}functions`);
  return build({
    ...nodeBundle(broker, extras),
    entryPoints: names.map((name) => ({
      in: `functions/${name}/handler.ts`,
      out: `${name}/handler`,
    })),
    outdir: `${dist}/functions`,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    write: !isDry,
  });
}

export async function buildFunctions(broker: Broker, dist: string, extras?: readonly Plugin[]) {
  await bundleFunctions(broker, dist, extras);
  await describeBundles(`${dist}/functions`);
  await copyMigrations(`${dist}/functions/migrate`);
  await copyDocs(`${dist}/functions/show-docs`);
}

/**
 * Writes a short package.json beside each bundle. serverless-offline reads the nearest package.json at each
 * invocation, to detect ES modules. Without the short file, it would read the project's package.json.
 */
async function describeBundles(functions: string) {
  const names = await readdir(functions);
  const description = JSON.stringify({ type: 'module' });
  await Promise.all(
    names.map((name) => writeFile(`${functions}/${name}/package.json`, description)),
  );
}

/** The inputs of the functions' bundles; nothing is written. */
export async function examineFunctions(broker: Broker): Promise<Metafile> {
  const { metafile } = await bundleFunctions(broker, `${root}dist`, undefined, true);
  return metafile;
}

/** Copies the shop's page beside the bundle that adds a product's tags to it. */
export async function copyShopPage(dist: string) {
  await cp(`${dist}/frontend/index.html`, `${dist}/functions/show-product/index.html`);
}

/** Copies the API documentation (the page, the document and the viewer) beside the bundle that reads it. */
async function copyDocs(folder: string) {
  for (const file of [
    'functions/show-docs/page.html',
    'functions/show-docs/start.js',
    'docs/openapi.json',
    'node_modules/swagger-ui-dist/swagger-ui.css',
    'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  ]) {
    await cp(`${root}${file}`, `${folder}/${basename(file)}`);
  }
}
