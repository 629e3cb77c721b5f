/** Global, because Jest loads this module once for set-up and once more for teardown. */
const key = Symbol.for('bakery.tests.teardown');
const globals = globalThis as { [key]?: (() => Promise<void>)[] | undefined };

export function stopAtTeardown(stop: () => Promise<void>): void {
  globals[key] = [...(globals[key] ?? []), stop];
}

export async function stopAll(): Promise<void> {
  await Promise.all((globals[key] ?? []).map((stop) => stop()));
}
