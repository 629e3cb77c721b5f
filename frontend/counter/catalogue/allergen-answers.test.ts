import { allergens as names } from '../../../shared/domain/allergens.ts';
import { answerNo, isIncomplete, toAnswers, toDeclared, unanswered } from './allergen-answers.ts';

const others = names.filter((name) => name !== 'milk' && name !== 'nuts');

test('allergens and traces become answers, and the answers become them again', () => {
  const declared = { allergens: ['milk' as const], traces: ['nuts' as const] };
  const answers = toAnswers(declared, names);
  expect(answers).toMatchObject({ milk: 'contains', nuts: 'traces', gluten: 'no' });
  expect(toDeclared(answers, names)).toEqual(declared);
});

test('a product that contains none of them has fourteen answers', () => {
  const answers = toAnswers({ allergens: [], traces: [] }, names);
  expect(unanswered(answers, names)).toEqual([]);
  expect(toDeclared(answers, names)).toEqual({ allergens: [], traces: [] });
});

test('a product without declared allergens has no answers', () => {
  expect(toAnswers({ allergens: null, traces: [] }, names)).toEqual({});
  expect(toDeclared({}, names)).toEqual({ allergens: null, traces: [] });
});

test('thirteen answers are no declaration', () => {
  const known = names.filter((name) => name !== 'celery');
  const thirteen = toAnswers({ allergens: ['milk'], traces: [] }, known);
  expect(toDeclared(thirteen, names)).toEqual({ allergens: null, traces: [] });
  expect(isIncomplete(thirteen, names)).toBe(true);
  expect(isIncomplete({}, names)).toBe(false);
});

test('"no" for all others keeps the given answers', () => {
  const answers = answerNo({ milk: 'contains', nuts: 'traces' }, names);
  expect(answers).toMatchObject({ milk: 'contains', nuts: 'traces' });
  expect(others.map((name) => answers[name])).toEqual(others.map(() => 'no'));
});
