import { setImmediate } from 'node:timers/promises';
import { share } from './share.ts';

/** Answers when it is told to, and remembers what it was asked. */
function newOracle() {
  const asked: { readonly question: object; readonly answer: PromiseWithResolvers<string> }[] = [];
  const ask = (question: object) => {
    const answer = Promise.withResolvers<string>();
    asked.push({ question, answer });
    return answer.promise;
  };
  return { asked, ask };
}

test('those who ask the same while others are answered share the next answer', async () => {
  const { asked, ask } = newOracle();
  const shared = share(ask);
  const first = [shared({ q: 'rye' }), shared({ q: 'rye' })];
  const later = [shared({ q: 'rye' }), shared({ q: 'oats' }), shared({ q: 'rye' })];
  asked[0]?.answer.resolve('before');
  asked[1]?.answer.resolve('before');
  expect(await Promise.all(first)).toEqual(['before', 'before']);
  await setImmediate();
  expect(asked.slice(2).map(({ question }) => question)).toEqual([{ q: 'rye' }, { q: 'oats' }]);
  asked[2]?.answer.resolve('rye bread');
  asked[3]?.answer.resolve('oat bread');
  expect(await Promise.all(later)).toEqual(['rye bread', 'oat bread', 'rye bread']);
});

test('a question is never answered with what was looked up before it was asked', async () => {
  const { asked, ask } = newOracle();
  const shared = share(ask);
  const early = shared({});
  await setImmediate();
  const late = shared({});
  await setImmediate();
  expect(asked).toHaveLength(2);
  asked[0]?.answer.resolve('old');
  asked[1]?.answer.resolve('new');
  expect([await early, await late]).toEqual(['old', 'new']);
});

test('whoever gets no answer is told why, and the next one asks anew', async () => {
  const { asked, ask } = newOracle();
  const shared = share(ask);
  const failing = shared({});
  asked[0]?.answer.reject(new Error('no such column'));
  await expect(failing).rejects.toThrow('no such column');
  const next = shared({});
  asked[1]?.answer.resolve('fine');
  expect(await next).toBe('fine');
});
