/**
 * Takes the pictures of docs/design.md, with the styles and templates of the pages:
 *
 * npm run design -w docs
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildAll } from '../../../build.ts';
import { openBrowser } from '../browser.ts';
import { startStack } from '../stack.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The layout of the samples; everything else comes from the stylesheet of the counter. */
const layout = `
  .samples { display: grid; grid-template-columns: 1fr 1fr; gap: 32px; max-width: 1200px; padding: 24px }
  .samples, .samples .stack { align-content: start }
  .samples .stepper { justify-self: start }
  .swatches { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; font-size: 14px }
  .swatches div { display: flex; align-items: center; gap: 8px }
  .swatch { width: 44px; height: 28px; border: 1px solid var(--edge); border-radius: 6px }
  ${[
    'paper',
    'card',
    'sunken',
    'ink',
    'ink-soft',
    'line',
    'edge',
    'crust',
    'crust-soft',
    'good',
    'wait',
    'bad',
  ]
    .map((name) => `.swatch--${name} { background: var(--${name}) }`)
    .join('\n')}`;

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['tests/support/design/samples.ts'],
  bundle: true,
  format: 'esm',
  target: 'chrome120',
  write: false,
});
const [script] = outputFiles;
if (script === undefined) throw new Error('The samples have no script.');
const page = `<!doctype html>
  <html lang="en"><head><title>Design</title><link rel="stylesheet" href="/counter-pages.css" /><style>${layout}</style></head>
  <body><script type="module" src="/samples.js"></script></body></html>`;

await buildAll('sqs');
const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await (
      await browser.newContext({ colorScheme, viewport: { width: 1200, height: 800 } })
    ).newPage();
    await tab.route('**/design', (route) =>
      route.fulfill({ contentType: 'text/html', body: page }),
    );
    await tab.route('**/samples.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: script.text }),
    );
    await tab.goto(`${stack.frontendUrl}/design`);
    await tab.locator('.samples').waitFor();
    await tab.evaluate(() => document.fonts.ready.then(() => undefined));
    await tab.screenshot({
      path: `${root}docs/screenshots/design-${colorScheme}.png`,
      fullPage: true,
      animations: 'disabled',
    });
  }
} finally {
  await browser.close();
  await stack.stop();
}
