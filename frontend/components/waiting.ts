/** Waiting times that grow by half, from the first to the last one, which then repeats. */
export function* growingIntervals(firstMs: number, lastMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * 1.5, lastMs)) yield ms;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Nobody looks at a hidden tab, so it asks nothing until it is shown again. */
export function untilVisible(): Promise<void> {
  return new Promise((resolve) => {
    if (!document.hidden) resolve();
    else document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}

/**
 * Does something now and then again and again, each time so long after the last one was over. While
 * nobody looks it rests. Returns when the signal has come.
 */
export async function repeat(
  act: () => Promise<void>,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await act();
    await wait(everyMs);
    await untilVisible();
  }
}
