import { renderNginxAnswers } from '../../../local/containers/nginx-answers.ts';
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

test('nginx answers with problem codes of the API', () => {
  const codes = [
    ...Object.values(renderNginxAnswers())
      .join('')
      .matchAll(/"code":"([^"]+)"/g),
  ];
  expect(codes.length).toBeGreaterThan(0);
  for (const [, code] of codes) expect(problemCodes).toContain(code);
});
