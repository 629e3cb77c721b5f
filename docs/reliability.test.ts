import { readFile } from 'node:fs/promises';
import { reliabilityFile, renderReliability } from './render-reliability.ts';

test('the tables match the raw reports (npm run reliability -w docs)', async () => {
  const page = await readFile(reliabilityFile, 'utf8');
  expect(await renderReliability(page)).toBe(page);
});
