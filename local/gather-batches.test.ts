import fc from 'fast-check';
import { gatherBatches } from './gather-batches.ts';

test('what comes together is processed together, up to the size of a batch', async () => {
  const batches: number[][] = [];
  const gatherer = gatherBatches<number>({ size: 3, windowMs: 0 }, (batch) => {
    batches.push(batch);
    return Promise.resolve();
  });
  for (let item = 0; item < 7; item++) gatherer.add(item);
  await gatherer.drained();
  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
});

test('a single item is processed when its window has passed', async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const gatherer = gatherBatches<string>({ size: 100, windowMs: 1 }, (batch) => {
    resolve(batch);
    return Promise.resolve();
  });
  gatherer.add('alone');
  expect(await promise).toEqual(['alone']);
});

test('every item is processed once, in order, in no more than one batch at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 30 }),
      async (scheduler, size, count) => {
        const processed: number[] = [];
        let atOnce = 0;
        const gatherer = gatherBatches<number>({ size, windowMs: 0 }, async (batch) => {
          atOnce++;
          expect(atOnce).toBe(1);
          expect(batch.length).toBeLessThanOrEqual(size);
          await scheduler.schedule(Promise.resolve());
          processed.push(...batch);
          atOnce--;
        });
        const adding = scheduler.scheduleSequence(
          Array.from({ length: count }, (_, item) => ({
            label: `add ${item}`,
            builder: () => {
              gatherer.add(item);
              return Promise.resolve();
            },
          })),
        );
        await scheduler.waitFor(adding.task.then(() => gatherer.drained()));
        expect(processed).toEqual(Array.from({ length: count }, (_, item) => item));
      },
    ),
    { numRuns: 200 },
  );
});
