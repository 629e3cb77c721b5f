/**
 * Draws the icons of the installed shop from the favicon:
 *
 * npm run icons -w docs
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';

const folder = fileURLToPath(new URL('../../frontend/public', import.meta.url));
const crust = '#9a4419';

const browser = await openBrowser();
try {
  const drawing = await readFile(`${folder}/favicon.svg`, 'utf8');
  await draw('icon-192', 192, 1);
  await draw('icon-512', 512, 1);
  await draw('touch-180', 180, 0.86, crust);
  // Devices crop this icon to their own shape, so the content stays in the middle.
  await draw('maskable-512', 512, 0.72, crust);

  async function draw(name: string, size: number, scale: number, background = 'transparent') {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>
         body { margin: 0; display: grid; place-items: center; height: 100vh; background: ${background} }
         svg { width: ${scale * 100}% }
       </style>${drawing}`,
    );
    await page.screenshot({ path: `${folder}/icons/${name}.png`, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
