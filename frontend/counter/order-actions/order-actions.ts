import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { formatDay } from '../../components/wording.ts';
import { businessDay, businessDayAt } from '../business-day.ts';
import { askReason } from './ask-reason.ts';
import { isOpen, nextAction } from './counter-status.ts';
import type { OrderAction } from './run-order-action.ts';
import { words } from './words.ts';

/** Ignores clicks for this time after the buttons of an order change, so a double tap is one action. */
const debounceMs = 700;

export type OrderActions = Pick<ReturnType<typeof createOrderActions>, 'run' | 'cancel'>;

/**
 * The actions of orders. The buttons of an order are blocked while an action is sent, and a moment longer.
 * @param send resolves when the action was accepted or refused
 * @param onBlock called with the numbers of all orders whose buttons are blocked
 */
export function createOrderActions(
  send: (id: number, action: OrderAction) => Promise<void>,
  onBlock: (blocked: ReadonlySet<number>) => void,
) {
  const sending = new Set<number>();
  const debounces = new Map<number, ReturnType<typeof setTimeout>>();
  /** The actions that each order offered when it was last shown. */
  const offered = new Map<number, string>();

  const isBlocked = (id: number) => sending.has(id) || debounces.has(id);
  const report = () => onBlock(new Set([...sending, ...debounces.keys()]));

  function block(id: number) {
    clearTimeout(debounces.get(id));
    const release = () => {
      debounces.delete(id);
      report();
    };
    debounces.set(id, setTimeout(release, debounceMs));
    report();
  }

  async function run(id: number, action: OrderAction) {
    sending.add(id);
    report();
    await send(id, action);
    sending.delete(id);
    block(id);
  }

  return {
    /** Blocks the buttons of an order that offers other actions than before. */
    watch: (order: StaffOrder, mayUndo: boolean) => {
      const { order_id: id } = order;
      const offers = `${nextAction(order)} ${mayUndo} ${isOpen(order)}`;
      const before = offered.get(id) ?? offers;
      offered.set(id, offers);
      if (before !== offers) block(id);
    },
    run: async (order: StaffOrder, action: OrderAction) => {
      const { order_id: id } = order;
      if (isBlocked(id)) return;
      if (action.action === 'collect' && !(await isSureToCollect(order))) return;
      await run(id, action);
    },
    cancel: async (id: number) => {
      if (isBlocked(id)) return;
      const reason = await askReason(id);
      // The cancellation is sent even if the order's buttons changed while the dialog was open.
      if (reason !== null) await run(id, { action: 'cancel', reason });
    },
  };
}

/** An order of another day is rarely picked up today: the tap may be a mistake. */
async function isSureToCollect({ order_id, pickup_at, pickup_date }: StaffOrder): Promise<boolean> {
  const date = pickup_date ?? (pickup_at === null ? businessDay() : businessDayAt(pickup_at));
  if (date === businessDay()) return true;
  return confirmFirst({
    title: words.collectTitle(order_id),
    text: words.collectText(formatDay(date)),
    yes: words.actions.collect,
    no: words.notYet,
    isHarmless: true,
  });
}
