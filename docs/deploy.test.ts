import { readFile } from 'node:fs/promises';
import { prices } from '../cloud/costs.ts';
import { deployPage, renderDeployPage } from './render-costs.ts';

test('the costs are those of the packaged template (npm run docs:costs)', async () => {
  const page = await readFile(deployPage, 'utf8');
  expect(page).toBe(await renderDeployPage(page));
});

test('every price says where and when it was read', () => {
  for (const { usd, per, source, read, quotedBy } of Object.values(prices)) {
    expect(usd).toBeGreaterThan(0);
    expect(per).not.toBe('');
    expect(source).toMatch(/^https:\/\/(pricing\.us-east-1\.amazonaws|aws\.amazon)\.com\//);
    expect(read).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(quotedBy).not.toBe('');
  }
});
