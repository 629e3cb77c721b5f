import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { DomainError } from './domain/errors.ts';
import { createBatcher } from './batcher.ts';

/** Work that records its batches and ends a batch when the test says so. */
function newWork() {
  const batches: { readonly items: number[]; readonly end: () => void }[] = [];
  return {
    work: async (items: number[]): Promise<number[]> => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      batches.push({ items, end: () => resolve(undefined) });
      await promise;
      return items.map((item) => -item);
    },
    /** @returns the batch with this number, once it has started */
    batch: async (count: number) => {
      while (batches.length < count) await setImmediate();
      expect(batches).toHaveLength(count);
      return batches[count - 1];
    },
  };
}

test('batches calls of one turn of the event loop', async () => {
  const { batch, work } = newWork();
  const send = createBatcher(work);
  const answers = [send(1), send(2)];
  const only = await batch(1);
  expect(only?.items).toEqual([1, 2]);
  only?.end();
  expect(await Promise.all(answers)).toEqual([-1, -2]);
});

test('batches calls made while a batch is in flight, up to the size', async () => {
  const { batch, work } = newWork();
  const send = createBatcher(work, 3);
  const answers = [send(1)];
  const first = await batch(1);
  answers.push(...[2, 3, 4, 5].map(send));
  await setImmediate();
  await batch(1);
  first?.end();
  const second = await batch(2);
  expect(second?.items).toEqual([2, 3, 4]);
  second?.end();
  const third = await batch(3);
  expect(third?.items).toEqual([5]);
  third?.end();
  expect(await Promise.all(answers)).toEqual([-1, -2, -3, -4, -5]);
});

test('gives each call its own result when other calls of its batch fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ item: fc.nat(), fails: fc.boolean(), waits: fc.boolean() })),
      fc.integer({ min: 1, max: 4 }),
      async (all, size) => {
        const send = createBatcher<(typeof all)[number], number>(async (batch) => {
          await setImmediate();
          const bad = batch.find(({ fails }) => fails);
          if (bad) throw new Error(`no ${bad.item}`);
          return batch.map(({ item }) => item);
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

test('does not retry each call when a dependency is down', async () => {
  let calls = 0;
  const send = createBatcher<number, number>(async () => {
    calls++;
    await setImmediate();
    throw new DomainError('unavailable', 'database-unavailable', 'down');
  });
  const settled = await Promise.allSettled([1, 2, 3].map(send));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(calls).toBe(1);
});
