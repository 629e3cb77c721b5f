import { setImmediate } from 'node:timers/promises';
import { DomainError } from './domain/errors.ts';
import { singleFlight } from './single-flight.ts';

/** A function whose calls are recorded, and whose results the test provides. */
function newOracle() {
  const questions: { readonly question: object; readonly answer: PromiseWithResolvers<string> }[] =
    [];
  return {
    ask: (question: object) => {
      const answer = Promise.withResolvers<string>();
      questions.push({ question, answer });
      return answer.promise;
    },
    /** Waits for the given number of calls. @returns the calls */
    asked: async (count: number) => {
      while (questions.length < count) await setImmediate();
      expect(questions).toHaveLength(count);
      return questions;
    },
  };
}

test('calls made during a call share the next result', async () => {
  const { ask, asked } = newOracle();
  const shared = singleFlight(ask);
  const first = shared({ q: 'rye' });
  const [early] = await asked(1);
  const later = [shared({ q: 'rye' }), shared({ q: 'rye' }), shared({ q: 'rye' })];
  await setImmediate();
  await setImmediate();
  await asked(1);
  early?.answer.resolve('before');
  expect(await first).toBe('before');
  const [, rye] = await asked(2);
  rye?.answer.resolve('rye bread');
  expect(await Promise.all(later)).toEqual(['rye bread', 'rye bread', 'rye bread']);
});

test('calls with other arguments neither wait for each other nor fail together', async () => {
  const { ask, asked } = newOracle();
  const shared = singleFlight(ask);
  const slow = shared({ q: 'rye' });
  const failing = shared({ q: 'oats' });
  const fine = shared({ q: 'spelt' });
  const [rye, oats, spelt] = await asked(3);
  oats?.answer.reject(
    new DomainError('unavailable', 'database-unavailable', 'The database does not answer.'),
  );
  spelt?.answer.resolve('spelt bread');
  expect(await fine).toBe('spelt bread');
  await expect(failing).rejects.toThrow('does not answer');
  rye?.answer.resolve('rye bread');
  expect(await slow).toBe('rye bread');
});

test('a call never returns a result that was computed before the call', async () => {
  const { ask, asked } = newOracle();
  const shared = singleFlight(ask);
  const early = shared({});
  const [first] = await asked(1);
  const late = shared({});
  first?.answer.resolve('old');
  expect(await early).toBe('old');
  const [, second] = await asked(2);
  second?.answer.resolve('new');
  expect(await late).toBe('new');
});

test('a failure rejects its calls only; the next call runs again', async () => {
  const { ask, asked } = newOracle();
  const shared = singleFlight(ask);
  const failing = shared({});
  const [first] = await asked(1);
  first?.answer.reject(new Error('no such column'));
  await expect(failing).rejects.toThrow('no such column');
  const next = shared({});
  const [, second] = await asked(2);
  second?.answer.resolve('fine');
  expect(await next).toBe('fine');
});
