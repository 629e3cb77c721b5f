import type { ListDaysResponse } from '../../shared/contract/days.ts';
import { poll } from '../components/waiting.ts';
import { askAsStaff } from './staff-api.ts';

const everyMs = 30_000;

type Listener = (days: ListDaysResponse) => void;

const listeners = new Set<Listener>();
let latest: ListDaysResponse | undefined;

/** Calls the listener with the orders of the next days, now and after every change, until the signal aborts. */
export function whenDaysChange(listener: Listener, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
  if (latest) listener(latest);
}

/** Keeps the orders of the next days current until the signal aborts. */
export function followDays(signal: AbortSignal): Promise<void> {
  latest = undefined;
  return poll(refreshDays, everyMs, signal);
}

export async function refreshDays(): Promise<void> {
  const answer = await askAsStaff('GET /staff/days');
  if (answer.kind !== 'accepted') return;
  latest = answer.body;
  for (const listener of listeners) listener(latest);
}
