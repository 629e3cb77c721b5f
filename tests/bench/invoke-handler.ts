/**
 * A Lambda of one function: a process that loads a bundle and invokes it repeatedly, one invocation
 * after the other. Its parent sends the task and receives the result.
 */
import { type Call, type HttpFunction, newContext, newHttpEvent } from '../support/call.ts';

export interface Task {
  readonly bundle: string;
  readonly route: string;
  /** Called in turn, repeatedly. */
  readonly calls: readonly Call[];
  /** With 0, only the first response is measured. */
  readonly seconds: number;
}

export interface TaskOutcome {
  /** From the loading of the bundle to the first response (milliseconds). */
  readonly first_ms: number;
  /** From the start of the process to the first response (milliseconds). */
  readonly since_start_ms: number;
  /** Invocations a second, once it is warm. */
  readonly per_second: number;
  /** All invocations. */
  readonly invocations: number;
}

process.once('message', (task: Task) => void perform(task));

async function perform({ bundle, route, calls, seconds }: Task) {
  const startedAt = performance.now();
  const { handler } = (await import(bundle)) as { handler: HttpFunction };
  let invocations = 0;
  const invoke = async () => {
    const call = calls[invocations++ % calls.length] ?? {};
    const { statusCode = 0, body } = await handler(newHttpEvent(route, call), newContext());
    if (statusCode >= 300) throw new Error(`${route}: ${statusCode} ${body ?? ''}`);
  };
  await invoke();
  const since_start_ms = performance.now();
  const first_ms = since_start_ms - startedAt;
  if (seconds > 0) await repeat(invoke, 1);
  const per_second = seconds > 0 ? await repeat(invoke, seconds) : 0;
  process.send?.({ first_ms, since_start_ms, per_second, invocations } satisfies TaskOutcome);
  // Open handles would keep the process running.
  process.disconnect();
  process.exit();
}

async function repeat(invoke: () => Promise<void>, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const until = startedAt + 1_000 * seconds;
  let count = 0;
  for (; performance.now() < until; count++) await invoke();
  return (1_000 * count) / (performance.now() - startedAt);
}
