/**
 * Builds everything that runs into `dist/`: one bundle per function, the page, and for containers
 * the worker and parts of nginx's configuration. A bundle contains the code of one broker only:
 *
 *   node build.ts                     SQS, for the cloud and the embedded run
 *   node build.ts --broker rabbitmq   RabbitMQ, for containers
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { renderNginxAnswers } from './local/containers/nginx-answers.ts';
import { formerRoutes, routes } from './shared/contract/routes.ts';
import { commonPasswords } from './shared/security/common-passwords.ts';

export type Broker = 'sqs' | 'rabbitmq';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Options of all bundles that run on Node. */
function nodeBundle(broker: Broker, extras: readonly Plugin[] = []): BuildOptions {
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
    conditions: [broker],
    mainFields: ['module', 'main'],
    // CommonJS packages call `require`, which an ES module does not have.
    banner: {
      js: `import{createRequire}from'node:module';const require=createRequire(import.meta.url);`,
    },
    plugins: [leaveOut, keepCommonPasswords, trimContract, ...extras],
    logLevel: 'warning',
  };
}

/** Parts of packages that are not used here, each with its replacement. */
const leftOut: Readonly<Record<string, string>> = {
  // Reads a password from the home folder; here it comes with the URL or from Secrets Manager.
  pgpass: 'export default (_, answer) => answer();',
  // The interface of pg to a C library that is not installed.
  './native': 'export default undefined;',
  // Detects the browser for the user agent.
  bowser: 'export default {};',
  // Searches for credentials in many places; functions have them in the environment.
  '@aws-sdk/credential-provider-node': `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
};

const leaveOut: Plugin = {
  name: 'leave-out',
  setup(build) {
    const names = Object.keys(leftOut).map((name) => RegExp.escape(name));
    build.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, resolveDir }) => {
      if (path === './native' && !/[\\/]pg[\\/]lib$/.test(resolveDir)) return undefined;
      return { path, namespace: 'left-out', pluginData: resolveDir };
    });
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: leftOut[path] ?? '',
      resolveDir: String(pluginData),
    }));
  },
};

/** Keeps a tenth of the list: the common passwords that are compared. */
const keepCommonPasswords: Plugin = {
  name: 'keep-common-passwords',
  setup(build) {
    build.onLoad({ filter: /[\\/]common-passwords\.ts$/ }, () => ({
      contents: `export const commonPasswords = ${JSON.stringify(commonPasswords.join(' '))}.split(' ');`,
    }));
  },
};

/**
 * Marks the calls that create schemas as free of side effects, so that esbuild drops unused schemas. Only the
 * OpenAPI document reads the schemas of responses.
 */
const trimContract: Plugin = {
  name: 'trim-contract',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]contract[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll(/\bresponses: \{[^}]*\}/g, (all) => all.replaceAll(/(\d+): \w+/g, '$1: null'))
        // A call at the start of a line is a statement, which has a side effect.
        .replaceAll(/(?<!^|[\w.])(z(\s*\.\s*\w+)+|[a-z]\w*)(?=\()/gm, '/* @__PURE__ */ $&'),
      loader: 'ts',
    }));
  },
};

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

async function buildFunctions(broker: Broker, dist: string, extras?: readonly Plugin[]) {
  await bundleFunctions(broker, dist, extras);
  await describeBundles(`${dist}/functions`);
  await copyMigrations(`${dist}/functions/migrate`);
  await copyDocs(`${dist}/functions/show-docs`);
}

/**
 * A short package.json beside each bundle. serverless-offline reads the nearest one at each
 * invocation, to detect ES modules, and would otherwise find the project's own.
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

/**
 * The entry points of the worker's image: the worker, the one-shot migration, the first manager.
 */
async function buildWorker(broker: Broker, dist: string, extras?: readonly Plugin[]) {
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

/** SQL files are read at run time, from beside the bundle. */
async function copyMigrations(folder: string) {
  await cp(`${root}shared/db/migrations`, `${folder}/migrations`, { recursive: true });
  for (const file of ['demo-catalogue.sql', 'demo-staff.sql']) {
    await cp(`${root}shared/db/${file}`, `${folder}/${file}`);
  }
}

/** The API documentation: the page, the document, and the viewer, read from beside the bundle. */
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

/** Options of all bundles for browsers. */
const browserBundle = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  platform: 'browser',
  target: ['chrome120', 'firefox121', 'safari17'],
  entryNames: '[name]',
  logLevel: 'warning',
} satisfies BuildOptions;

async function buildFrontend(dist: string) {
  const outdir = `${dist}/frontend`;
  await mkdir(outdir, { recursive: true });
  await cp(`${root}frontend/public`, outdir, { recursive: true });
  const { metafile } = await build({
    ...browserBundle,
    entryPoints: [
      'frontend/shop/shop.ts',
      'frontend/order/order.ts',
      'frontend/counter/counter.ts',
      'frontend/styles/bakery.css',
    ],
    // Code that a page loads later, or shares with another page, becomes a separate file.
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    outdir,
    metafile: true,
  });
  await preloadParts(outdir, metafile);
  const scripts = scriptsOf(metafile, ['frontend/shop/shop.ts', 'frontend/order/order.ts']);
  const shell = [...shellPages, ...scripts.map(addressOf)];
  await build({
    ...browserBundle,
    entryPoints: ['frontend/offline/service-worker.ts'],
    format: 'iife',
    outdir,
    define: {
      SHELL: JSON.stringify(shell),
      SHELL_VERSION: JSON.stringify(hash(shell.sort().join())),
    },
  });
}

const pages = {
  'index.html': 'frontend/shop/shop.ts',
  'order.html': 'frontend/order/order.ts',
  'counter.html': 'frontend/counter/counter.ts',
};

/** Each page lists the parts of its script, so that browsers load them in parallel. */
async function preloadParts(outdir: string, metafile: Metafile) {
  for (const [page, script] of Object.entries(pages)) {
    const [, ...parts] = scriptsOf(metafile, [script], ({ kind }) => kind === 'import-statement');
    const links = parts.map((path) => `<link rel="modulepreload" href="${addressOf(path)}" />`);
    const html = await readFile(`${outdir}/${page}`, 'utf8');
    await writeFile(`${outdir}/${page}`, html.replace('</head>', `${links.join('')}</head>`));
  }
}

/** The files that the shop and an order's page need offline, besides their scripts. */
const shellPages = ['/', '/order', '/bakery.css', '/pictures.svg', '/favicon.svg'];

type Import = Metafile['outputs'][string]['imports'][number];

/**
 * The outputs of these entry points and, recursively, of their wanted imports.
 */
function scriptsOf(
  { outputs }: Metafile,
  entryPoints: readonly string[],
  isWanted: (loaded: Import) => boolean = () => true,
): string[] {
  const found = new Set<string>();
  const add = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const loaded of outputs[path]?.imports.filter(isWanted) ?? []) add(loaded.path);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint !== undefined && entryPoints.includes(entryPoint)) add(path);
  }
  return [...found];
}

/** The address of an output. */
function addressOf(path: string): string {
  return path.slice(path.indexOf('/frontend/') + 9);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A route of the contract, for cloud/functions-plugin.ts. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  /** The function's folder. */
  readonly function: string;
}

/** The host of the functions reads routes.json, because loading the contract takes 35 MB. */
async function writeRoutes(dist: string) {
  const served = [...routes, ...formerRoutes].map(
    ({ method, path, function: name }): ServedRoute => {
      return { method, path, function: name };
    },
  );
  await writeFile(`${dist}/routes.json`, JSON.stringify(served));
}

/** The parts of nginx's configuration with the API's headers and problem documents. */
async function writeNginxAnswers(folder: string) {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(renderNginxAnswers())) {
    await writeFile(`${folder}/${name}`, text);
  }
}

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

/** The files and folders that a build puts into `dist`. */
const built = ['frontend', 'functions', 'nginx', 'routes.json', 'worker'];

/**
 * Builds in a separate folder and swaps it in at the end, so that processes that run from `dist/`
 * keep running. Deletes only files that a build has created.
 */
export async function buildAll(broker: Broker): Promise<void> {
  const dist = `${root}dist`;
  await refuseForeignFiles(dist);
  const folder = await mkdtemp(`${root}dist.build-`);
  const stopListening = removeOnSignal(folder);
  try {
    await Promise.all([
      buildBundles(broker, `${folder}/next`),
      buildFrontend(`${folder}/next`),
      ...(broker === 'rabbitmq' ? [writeNginxAnswers(`${folder}/next/nginx`)] : []),
    ]);
    await refuseForeignFiles(dist);
    await rename(dist, `${folder}/previous`).catch(unlessMissing);
    await rename(`${folder}/next`, dist);
  } finally {
    stopListening();
    await rm(folder, { recursive: true, force: true });
  }
}

async function refuseForeignFiles(dist: string) {
  const names = (await readdir(dist).catch(unlessMissing)) ?? [];
  const foreign = names.filter((name) => !built.includes(name));
  if (foreign.length === 0) return;
  throw new Error(
    `${dist} contains files that no build created: ${foreign.join(', ')}. Move them elsewhere.`,
  );
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/**
 * Deletes the folder when the build is interrupted. @returns a function that removes the signal
 * handlers
 */
function removeOnSignal(folder: string): () => void {
  const end = () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { broker: { type: 'string', default: 'sqs' } } });
  if (values.broker !== 'sqs' && values.broker !== 'rabbitmq') {
    throw new Error(`--broker is sqs or rabbitmq, not ${values.broker}`);
  }
  await buildAll(values.broker);
}
