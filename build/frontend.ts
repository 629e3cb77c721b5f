import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { root } from './root.ts';

type Pages = Pick<Metafile, 'outputs'>;

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

export async function buildFrontend(dist: string) {
  const outdir = `${dist}/frontend`;
  await mkdir(outdir, { recursive: true });
  await cp(`${root}frontend/public`, outdir, { recursive: true });
  const [customers, staff] = await Promise.all([
    buildPages(outdir, [
      'frontend/shop/shop.ts',
      'frontend/order/order.ts',
      'frontend/styles/bakery.css',
    ]),
    buildPages(outdir, ['frontend/counter/counter.ts', 'frontend/styles/counter-pages.css']),
  ]);
  const metafile = { outputs: { ...customers.outputs, ...staff.outputs } };
  await preloadParts(outdir, metafile);
  const scripts = scriptsOf(metafile, ['frontend/shop/shop.ts', 'frontend/order/order.ts']);
  const shell = [...shellPages, ...[...scripts, findFont(metafile)].map(addressOf)];
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

/**
 * Pages that share code. Code that a page loads later, or shares with another page, becomes a separate file, so
 * customers' pages and the counter are apart: together, the first page would be 23 files instead of 5.
 */
async function buildPages(outdir: string, entryPoints: string[]): Promise<Metafile> {
  const { metafile } = await build({
    ...browserBundle,
    entryPoints,
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    assetNames: 'parts/[name]-[hash]',
    loader: { '.woff2': 'file' },
    format: 'esm',
    outdir,
    metafile: true,
  });
  return metafile;
}

const pages = {
  'index.html': 'frontend/shop/shop.ts',
  'order.html': 'frontend/order/order.ts',
  'counter.html': 'frontend/counter/counter.ts',
};

/** Each page lists the parts of its script and the headings' font, so that browsers load them in parallel. */
async function preloadParts(outdir: string, metafile: Pages) {
  const font = `<link rel="preload" as="font" type="font/woff2" crossorigin href="${addressOf(findFont(metafile))}" />`;
  for (const [page, script] of Object.entries(pages)) {
    const [, ...parts] = scriptsOf(metafile, [script], ({ kind }) => kind === 'import-statement');
    const links = parts.map((path) => `<link rel="modulepreload" href="${addressOf(path)}" />`);
    const html = await readFile(`${outdir}/${page}`, 'utf8');
    await writeFile(
      `${outdir}/${page}`,
      html.replace('</head>', `${font}${links.join('')}</head>`),
    );
  }
}

/** The font of the bakery's name and of headings, for Latin letters. */
function findFont({ outputs }: Pages): string {
  const font = Object.keys(outputs).find((path) => path.includes('/fraunces-latin-600-normal'));
  if (font === undefined) throw new Error('The stylesheet uses no font for headings.');
  return font;
}

/** The files that the shop and an order's page need offline, besides their scripts. */
const shellPages = ['/', '/order', '/bakery.css', '/pictures.svg', '/favicon.svg'];

type Import = Metafile['outputs'][string]['imports'][number];

/** The outputs of these entry points and, recursively, of their wanted imports. */
function scriptsOf(
  { outputs }: Pages,
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

/** The URL path of an output file. */
function addressOf(path: string): string {
  return path.slice(path.indexOf('/frontend/') + 9);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
