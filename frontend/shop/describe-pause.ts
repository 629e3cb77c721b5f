import type { Pause } from '../../shared/contract/pause.ts';
import { formatEnd, pauseAt } from '../components/pause.ts';
import { isPending } from './order-rest.ts';
import type { ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The pause that prevents an order. An order that may have arrived before the pause can be sent again. */
export function findPause(state: ShopState): Pause | null {
  return isPending(state) ? null : pauseAt(state.bakery.pause, state.minute);
}

/** "We take online orders again from 3:30 pm. The oven is cold" */
export function describePause(pause: Pause): string {
  const end = formatEnd(pause);
  const again = end === undefined ? words.ordersAgainTomorrow : words.ordersAgainFrom(end);
  return pause.message === '' ? again : `${again} ${pause.message}`;
}
