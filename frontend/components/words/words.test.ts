import { readFile } from 'node:fs/promises';
import { problemCodes } from '../../../shared/contract/problem.ts';
import { words as german } from './de.ts';
import { words as english } from './en.ts';

test.each([
  ['English', english],
  ['German', german],
])('every refusal of the API has words in %s', (_, { problems }) => {
  expect(Object.keys(problems).toSorted()).toEqual([...problemCodes].toSorted());
  for (const text of Object.values(problems)) expect(text).toMatch(/^\p{Lu}.*\.$/u);
});

test('what nginx refuses has the codes of the API', async () => {
  const file = new URL('../../../local/containers/nginx-problem-locations.conf', import.meta.url);
  const codes = [...(await readFile(file, 'utf8')).matchAll(/"code":"([^"]+)"/g)];
  expect(codes.length).toBeGreaterThan(0);
  for (const [, code] of codes) expect(problemCodes).toContain(code);
});
