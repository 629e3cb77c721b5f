export interface BatchOptions {
  /** Most items in one batch. */
  readonly size: number;
  /** How long the first item of a batch waits for company (milliseconds). */
  readonly windowMs: number;
}

export interface Gatherer<Item> {
  add(item: Item): void;
  /** Resolves when everything added so far has been processed. */
  drained(): Promise<void>;
}

/**
 * Gathers single items into batches and processes one batch at a time. While one is being
 * processed the next one grows, so batches are small when it is quiet and full when it is busy.
 */
export function gatherBatches<Item>(
  { size, windowMs }: BatchOptions,
  process: (batch: Item[]) => Promise<void>,
): Gatherer<Item> {
  let waiting: Item[] = [];
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function work() {
    clearTimeout(timer);
    timer = undefined;
    working ??= processAll().finally(() => (working = undefined));
    return working;
  }

  async function processAll() {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, size);
      waiting = waiting.slice(size);
      await process(batch);
    }
  }

  return {
    add(item) {
      waiting.push(item);
      if (working) return;
      if (waiting.length >= size) void work();
      else timer ??= setTimeout(() => void work(), windowMs);
    },
    drained: work,
  };
}
