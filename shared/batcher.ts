import { setImmediate } from 'node:timers/promises';
import { DomainError } from './domain/errors.ts';

/**
 * Lets those go together who come in the same turn of the event loop, or while others are on their way.
 * Nobody waits for company: when nobody is on his way, the next turn takes along whoever is there. One
 * group goes after the other; when one fails for a reason that may be one item's own, each of its items is
 * tried alone.
 * @param work does it for many; its results are in the order of the items
 * @param size most items that go together
 */
export function collect<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  size = 100,
): (item: Item) => Promise<Result> {
  const waiting: { item: Item; answer: PromiseWithResolvers<Result> }[] = [];
  let isSending = false;

  async function sendAll() {
    isSending = true;
    while (waiting.length > 0) {
      // One look at the sockets brings many; without this the first of them would go alone.
      await setImmediate();
      await send(waiting.splice(0, size));
    }
    isSending = false;
  }

  async function send(group: typeof waiting) {
    const results = await doEach(group.map(({ item }) => item));
    group.forEach(({ answer }, index) => {
      const result = results[index];
      if (result?.status === 'fulfilled') answer.resolve(result.value);
      else answer.reject(result?.reason);
    });
  }

  async function doEach(items: Item[]): Promise<PromiseSettledResult<Result>[]> {
    try {
      return (await work(items)).map((value) => ({ status: 'fulfilled', value }));
    } catch (reason) {
      if (items.length === 1 || isUnavailable(reason)) {
        return items.map(() => ({ status: 'rejected', reason }));
      }
      return (await Promise.all(items.map((item) => doEach([item])))).flat();
    }
  }

  return (item) => {
    const answer = Promise.withResolvers<Result>();
    waiting.push({ item, answer });
    if (!isSending) void sendAll();
    return answer.promise;
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}
