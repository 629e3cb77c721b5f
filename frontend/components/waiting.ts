/** Endless backoff delays (milliseconds): each is 1.5 times the previous one, at most `lastMs`. */
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
 * Runs `act` at once and again after each pause, until the signal aborts. While the tab is hidden,
 * the next run waits.
 */
export async function poll(
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
