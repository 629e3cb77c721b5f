import { setImmediate } from 'node:timers/promises';
import { DomainError } from './domain/errors.ts';

/**
 * Batches calls made in one turn of the event loop or while a batch is in flight. The batcher adds
 * no delay: without a batch in flight, a call starts a batch in the next turn. Batches run one at a
 * time. When a batch fails for a reason that may concern one item, each item is tried alone.
 * @param work handles a batch; its results are in the order of the items
 * @param size the maximum of items in a batch
 */
export function createBatcher<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  size = 100,
): (item: Item) => Promise<Result> {
  const waiting: { item: Item; answer: PromiseWithResolvers<Result> }[] = [];
  let isRunning = false;

  async function runAll() {
    isRunning = true;
    while (waiting.length > 0) {
      // One poll of the sockets brings many calls; without this turn the first call would run
      // alone.
      await setImmediate();
      await runBatch(waiting.splice(0, size));
    }
    isRunning = false;
  }

  async function runBatch(batch: typeof waiting) {
    const results = await settleEach(batch.map(({ item }) => item));
    batch.forEach(({ answer }, index) => {
      const result = results[index];
      if (result?.status === 'fulfilled') answer.resolve(result.value);
      else answer.reject(result?.reason);
    });
  }

  async function settleEach(items: Item[]): Promise<PromiseSettledResult<Result>[]> {
    try {
      return (await work(items)).map((value) => ({ status: 'fulfilled', value }));
    } catch (reason) {
      if (items.length === 1 || isUnavailable(reason)) {
        return items.map(() => ({ status: 'rejected', reason }));
      }
      return (await Promise.all(items.map((item) => settleEach([item])))).flat();
    }
  }

  return (item) => {
    const answer = Promise.withResolvers<Result>();
    waiting.push({ item, answer });
    if (!isRunning) void runAll();
    return answer.promise;
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}
