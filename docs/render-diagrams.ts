/** Draws every `docs/*.dot` as the picture beside it: `npm run diagrams -w docs`. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { instance } from '@viz-js/viz';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The picture of each diagram, by its path. */
export async function renderDiagrams(): Promise<Map<string, string>> {
  const viz = await instance();
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.dot'));
  const pictures = await Promise.all(
    sources.map(async (name) => {
      const source = await readFile(`${folder}${name}`, 'utf8');
      const svg = viz.renderString(source, { format: 'svg', engine: 'dot' });
      return [`${folder}${name.replace(/dot$/, 'svg')}`, svg] as const;
    }),
  );
  return new Map(pictures);
}

if (import.meta.main) {
  for (const [path, svg] of await renderDiagrams()) await writeFile(path, svg);
}
