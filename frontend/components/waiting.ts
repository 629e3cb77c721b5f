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
