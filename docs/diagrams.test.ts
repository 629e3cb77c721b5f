import { readFile } from 'node:fs/promises';
import { renderDiagrams } from './render-diagrams.ts';

test('every picture matches its source (npm run diagrams -w docs)', async () => {
  const pictures = await renderDiagrams();
  expect(pictures.size).toBeGreaterThan(0);
  for (const [path, svg] of pictures) expect(await readFile(path, 'utf8')).toBe(svg);
});
