import { readFile } from 'node:fs/promises';
import { performanceFile, renderPerformance } from './render-performance.ts';

test('tables and plots match the raw reports (npm run performance -w docs)', async () => {
  const page = await readFile(performanceFile, 'utf8');
  const rendered = await renderPerformance(page);
  expect(rendered.page).toBe(page);
  for (const [path, svg] of rendered.plots) {
    expect(await readFile(new URL(path, import.meta.url), 'utf8')).toBe(svg);
  }
});
