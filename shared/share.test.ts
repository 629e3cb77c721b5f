import { setImmediate } from 'node:timers/promises';
import { share } from './share.ts';

/** Answers when it is told to, and remembers what it was asked. */
function newOracle() {
  const questions: { readonly question: object; readonly answer: PromiseWithResolvers<string> }[] =
    [];
  return {
    ask: (question: object) => {
      const answer = Promise.withResolvers<string>();
      questions.push({ question, answer });
      return answer.promise;
    },
    /** @returns the first so many questions, as soon as they have been asked */
    asked: async (count: number) => {
      while (questions.length < count) await setImmediate();
      expect(questions).toHaveLength(count);
      return questions;
    },
  };
}

test('those who ask the same while others are answered share the next answer', async () => {
  const { ask, asked } = newOracle();
  const shared = share(ask);
  const first = shared({ q: 'rye' });
  const [early] = await asked(1);
  const later = [shared({ q: 'rye' }), shared({ q: 'oats' }), shared({ q: 'rye' })];
  await setImmediate();
  await asked(1);
  early?.answer.resolve('before');
  expect(await first).toBe('before');
  const [, rye, oats] = await asked(3);
  expect([rye?.question, oats?.question]).toEqual([{ q: 'rye' }, { q: 'oats' }]);
  rye?.answer.resolve('rye bread');
  oats?.answer.resolve('oat bread');
  expect(await Promise.all(later)).toEqual(['rye bread', 'oat bread', 'rye bread']);
});

test('a question is never answered with what was looked up before it was asked', async () => {
  const { ask, asked } = newOracle();
  const shared = share(ask);
  const early = shared({});
  const [first] = await asked(1);
  const late = shared({});
  first?.answer.resolve('old');
  expect(await early).toBe('old');
  const [, second] = await asked(2);
  second?.answer.resolve('new');
  expect(await late).toBe('new');
});

test('whoever gets no answer is told why, and the next one asks anew', async () => {
  const { ask, asked } = newOracle();
  const shared = share(ask);
  const failing = shared({});
  const [first] = await asked(1);
  first?.answer.reject(new Error('no such column'));
  await expect(failing).rejects.toThrow('no such column');
  const next = shared({});
  const [, second] = await asked(2);
  second?.answer.resolve('fine');
  expect(await next).toBe('fine');
});
