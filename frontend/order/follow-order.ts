import type { OrderLink } from '../components/order-link.ts';
import type { Store } from '../components/store.ts';
import { growingIntervals, untilVisible, wait } from '../components/waiting.ts';
import { fetchOrder } from './order-api.ts';
import { isOver, type OrderState } from './order-state.ts';

/** The processor decides within a second; after that staff change an order, minutes apart. */
const staffMs = 3_000;

/** Polls the order until its status is final. */
export async function followOrder(store: Store<OrderState>, link: OrderLink): Promise<void> {
  let usedLink = link;
  for (const ms of growingIntervals(300, 10_000)) {
    const answer = await fetchOrder(usedLink);
    if (store.state.link !== link) return;
    if (answer.kind === 'unanswered') store.change({ isOutdated: true });
    else if (answer.kind === 'accepted') {
      const order = answer.body;
      const isTokenWrong = usedLink.token !== link.token;
      store.change({
        isOutdated: false,
        found:
          'lines' in order ? { kind: 'whole', order } : { kind: 'status', order, isTokenWrong },
      });
    } else if (answer.problem.code === 'wrong-token') {
      usedLink = { id: link.id, token: null };
      continue;
    } else store.change({ isOutdated: false, found: { kind: 'unknown' } });
    if (isOver(store.state.found)) return;
    const isDecided = answer.kind === 'accepted' && answer.body.status !== 'Pending';
    await wait(isDecided ? Math.max(ms, staffMs) : ms);
    await untilVisible();
  }
}

/** Fetches the order once. */
export async function refreshOrder(store: Store<OrderState>, link: OrderLink): Promise<void> {
  const answer = await fetchOrder(link);
  if (answer.kind !== 'accepted' || store.state.link !== link || !('lines' in answer.body)) return;
  store.change({ isOutdated: false, found: { kind: 'whole', order: answer.body } });
}
