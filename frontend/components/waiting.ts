/** Delays in ms that grow by half up to the last one, which repeats. */
export function* growingIntervals(firstMs: number, lastMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * 1.5, lastMs)) yield ms;
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves when the tab is visible: a hidden tab sends no requests. */
export function untilVisible(): Promise<void> {
  return new Promise((resolve) => {
    if (!document.hidden) resolve();
    else document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}

/**
 * Runs the task now and again after each pause, until the signal. It waits while the tab is hidden.
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
