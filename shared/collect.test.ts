import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { DomainError } from './domain/errors.ts';
import { collect } from './collect.ts';

/** Work that ends when it is told to, and remembers what it was given. */
function newWork() {
  const groups: { readonly items: number[]; readonly end: () => void }[] = [];
  return {
    groups,
    work: async (items: number[]): Promise<number[]> => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      groups.push({ items, end: () => resolve(undefined) });
      await promise;
      return items.map((item) => -item);
    },
  };
}

test('who comes when there is room goes at once, and alone', async () => {
  const { groups, work } = newWork();
  const send = collect(work);
  const answers = [send(1), send(2)];
  expect(groups.map(({ items }) => items)).toEqual([[1], [2]]);
  for (const { end } of groups) end();
  expect(await Promise.all(answers)).toEqual([-1, -2]);
});

test('those who come meanwhile go together as soon as there is room', async () => {
  const { groups, work } = newWork();
  const send = collect(work, { size: 3, atOnce: 1 });
  const answers = [1, 2, 3, 4, 5].map(send);
  for (let n = 0; n < 3; n++) {
    groups.at(-1)?.end();
    await setImmediate();
  }
  expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3, 4], [5]]);
  expect(await Promise.all(answers)).toEqual([-1, -2, -3, -4, -5]);
});

test('each gets an answer of its own, whoever fails beside it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ item: fc.nat(), fails: fc.boolean(), waits: fc.boolean() })),
      fc.record({ size: fc.integer({ min: 1, max: 4 }), atOnce: fc.integer({ min: 1, max: 3 }) }),
      async (all, options) => {
        const send = collect<(typeof all)[number], number>(async (group) => {
          await setImmediate();
          const bad = group.find(({ fails }) => fails);
          if (bad) throw new Error(`no ${bad.item}`);
          return group.map(({ item }) => item);
        }, options);
        const answers: Promise<number>[] = [];
        for (const one of all) {
          if (one.waits) await setImmediate();
          const answer = send(one);
          answer.catch(() => undefined);
          answers.push(answer);
        }
        const settled = await Promise.allSettled(answers);
        expect(
          settled.map((one) =>
            one.status === 'fulfilled' ? one.value : (one.reason as Error).message,
          ),
        ).toEqual(all.map(({ item, fails }) => (fails ? `no ${item}` : item)));
      },
    ),
  );
});

test('what fails because something is down is not tried again for each', async () => {
  let calls = 0;
  const send = collect<number, number>(
    async () => {
      calls++;
      await setImmediate();
      throw new DomainError('unavailable', 'database-unavailable', 'down');
    },
    { size: 10, atOnce: 1 },
  );
  const settled = await Promise.allSettled([1, 2, 3].map(send));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(calls).toBe(2);
});
