/** Set-up and teardown run in one process, but each loads its own modules. */
const key = Symbol.for('bakery.tests.teardown');
const holder = globalThis as { [key]?: (() => Promise<void>)[] | undefined };

export function keepForTeardown(stop: () => Promise<void>): void {
  holder[key] = [...(holder[key] ?? []), stop];
}

export async function stopAll(): Promise<void> {
  await Promise.all((holder[key] ?? []).map((stop) => stop()));
}
