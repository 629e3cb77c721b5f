import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { DomainError } from './domain/errors.ts';
import { collect } from './collect.ts';

/** Work that ends when it is told to, and remembers what it was given. */
function newWork() {
  const groups: { readonly items: number[]; readonly end: () => void }[] = [];
  return {
    work: async (items: number[]): Promise<number[]> => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      groups.push({ items, end: () => resolve(undefined) });
      await promise;
      return items.map((item) => -item);
    },
    /** @returns the last of so many groups, as soon as it is on its way */
    group: async (count: number) => {
      while (groups.length < count) await setImmediate();
      expect(groups).toHaveLength(count);
      return groups[count - 1];
    },
  };
}

test('those who come in the same turn go together in the next one', async () => {
  const { group, work } = newWork();
  const send = collect(work);
  const answers = [send(1), send(2)];
  const only = await group(1);
  expect(only?.items).toEqual([1, 2]);
  only?.end();
  expect(await Promise.all(answers)).toEqual([-1, -2]);
});

test('those who come while others are on their way go together when these are back', async () => {
  const { group, work } = newWork();
  const send = collect(work, 3);
  const answers = [send(1)];
  const first = await group(1);
  answers.push(...[2, 3, 4, 5].map(send));
  await setImmediate();
  await group(1);
  first?.end();
  const second = await group(2);
  expect(second?.items).toEqual([2, 3, 4]);
  second?.end();
  const third = await group(3);
  expect(third?.items).toEqual([5]);
  third?.end();
  expect(await Promise.all(answers)).toEqual([-1, -2, -3, -4, -5]);
});

test('each gets an answer of its own, whoever fails beside it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ item: fc.nat(), fails: fc.boolean(), waits: fc.boolean() })),
      fc.integer({ min: 1, max: 4 }),
      async (all, size) => {
        const send = collect<(typeof all)[number], number>(async (group) => {
          await setImmediate();
          const bad = group.find(({ fails }) => fails);
          if (bad) throw new Error(`no ${bad.item}`);
          return group.map(({ item }) => item);
        }, size);
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
  const send = collect<number, number>(async () => {
    calls++;
    await setImmediate();
    throw new DomainError('unavailable', 'database-unavailable', 'down');
  });
  const settled = await Promise.allSettled([1, 2, 3].map(send));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(calls).toBe(1);
});
