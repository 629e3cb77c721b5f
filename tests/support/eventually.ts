import { setTimeout } from 'node:timers/promises';

/** Tries an assertion until it holds; after `withinMs` its failure is the test's. */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(20);
    }
  }
}
