import { renderNginxAnswers } from '../../../local/containers/nginx-answers.ts';
import { problemCodes } from '../../../shared/contract/problem.ts';
import type { RejectionReason } from '../../../shared/domain/allocation.ts';
import { words as german } from './de.ts';
import { words as english } from './en.ts';

test.each([
  ['English', english],
  ['German', german],
])('every refusal of the API has words in %s', (_, { problems }) => {
  expect(Object.keys(problems).toSorted()).toEqual([...problemCodes].toSorted());
  for (const text of Object.values(problems)) expect(text).toMatch(/^\p{Lu}.*\.$/u);
});

/** The compiler requires every reason. */
const rejectionReasons: Readonly<Record<RejectionReason, true>> = {
  'sold out': true,
  'no such slot': true,
  'no open slot': true,
  'closed day': true,
  'in the past': true,
  'out of season': true,
  'too far ahead': true,
  'lead time': true,
  'cut-off passed': true,
  'slot full': true,
  'fully booked': true,
};

test.each([
  ['English', english],
  ['German', german],
])('every reason for a rejected order has words in %s', (_, { reasons }) => {
  expect(Object.keys(reasons)).toEqual(expect.arrayContaining(Object.keys(rejectionReasons)));
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
