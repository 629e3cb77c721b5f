import { setTimeout } from 'node:timers/promises';

/** Retries an assertion until it holds; after `withinMs` its last failure is thrown. */
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
