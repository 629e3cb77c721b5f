import type { SessionResponse } from '../../../shared/contract/accounts.ts';
import type { CounterView } from '../views.ts';

/** What the counter shows around its views. */
export interface Shell {
  /** Null before sign-in. */
  readonly session: SessionResponse | null;
  /** The open view. */
  readonly view: CounterView | null;
  /** Number of orders that need attention. */
  readonly attention: number;
  readonly isServerDown: boolean;
  /** Whether the notice about the demo was closed in this browser. */
  readonly isDemoClosed: boolean;
}

/** Whether a person with this session may open the view. */
export function mayOpen({ session }: Shell, { role }: CounterView): boolean {
  return role === 'baker' || session?.role === 'manager';
}
