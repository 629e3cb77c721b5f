import { setImmediate } from 'node:timers/promises';

/**
 * Lets concurrent calls with the same argument share one run. Calls made during a run share the next
 * run, which starts after all of these calls, so no result is older than its call.
 * Calls with other arguments are independent.
 * @param run its result must be safe to give to several callers
 */
export function singleFlight<Argument, Result>(
  run: (argument: Argument) => Promise<Result>,
): (argument: Argument) => Promise<Result> {
  /** Running calls. They began before any new call, so a new call must not get their results. */
  const inFlight = new Map<string, Promise<Result>>();
  const next = new Map<string, Promise<Result>>();

  async function runNext(key: string, argument: Argument): Promise<Result> {
    await inFlight.get(key)?.catch(() => undefined);
    // Waits for the other calls of this turn of the event loop.
    await setImmediate();
    next.delete(key);
    const result = run(argument);
    inFlight.set(key, result);
    return result.finally(() => inFlight.delete(key));
  }

  return (argument) => {
    const key = JSON.stringify(argument);
    const result = next.get(key) ?? runNext(key, argument);
    next.set(key, result);
    return result;
  };
}
