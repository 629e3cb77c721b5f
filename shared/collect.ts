import { DomainError } from './domain/errors.ts';

export interface Collected {
  /** Most items that go together. */
  readonly size: number;
  /** How many such groups are on their way at the same time. */
  readonly atOnce: number;
}

/**
 * Lets those go together who come while others are on their way. Nobody waits for company: who comes
 * when there is room goes at once, and alone. When a group fails for a reason that may be one item's
 * own, each of them is tried alone.
 * @param work does it for many; its results are in the order of the items
 */
export function collect<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  { size, atOnce }: Collected = { size: 100, atOnce: 2 },
): (item: Item) => Promise<Result> {
  const waiting: { item: Item; answer: PromiseWithResolvers<Result> }[] = [];
  let onTheirWay = 0;

  async function send() {
    if (onTheirWay >= atOnce || waiting.length === 0) return;
    onTheirWay++;
    const group = waiting.splice(0, size);
    const results = await doEach(group.map(({ item }) => item));
    onTheirWay--;
    group.forEach(({ answer }, index) => {
      const result = results[index];
      if (result?.status === 'fulfilled') answer.resolve(result.value);
      else answer.reject(result?.reason);
    });
    void send();
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
    void send();
    return answer.promise;
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}
