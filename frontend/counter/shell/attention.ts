import { repeat } from '../../components/waiting.ts';
import type { Store } from '../../components/store.ts';
import { askAsStaff } from '../staff-api.ts';
import type { Shell } from './shell-state.ts';

const everyMs = 30_000;

/** Keeps the number of orders that need attention current, until the signal aborts. */
export function followAttention(shell: Store<Shell>, signal: AbortSignal): Promise<void> {
  return repeat(
    async () => {
      const answer = await askAsStaff('GET /staff/trouble');
      if (signal.aborted || answer.kind !== 'accepted') return;
      const attention = answer.body.orders.length;
      if (attention !== shell.state.attention) shell.change({ attention });
    },
    everyMs,
    signal,
  );
}
