import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { html, nothing } from '../../components/html.ts';
import { isOpen, mayBeMissed, nextAction } from './counter-status.ts';
import type { OrderActions } from './order-actions.ts';
import { words } from './words.ts';

/** An order with what its buttons depend on. Blocked buttons ignore clicks. */
export interface ActionableOrder {
  readonly order: StaffOrder;
  readonly mayUndo: boolean;
  readonly isBlocked: boolean;
}

/** The next step of an order, ready or picked up. @param className of the button's kind */
export function nextButton(
  { order, isBlocked }: ActionableOrder,
  { run }: OrderActions,
  className: 'soft' | '',
) {
  const { order_id: id } = order;
  const action = nextAction(order);
  if (action === null) return nothing;
  return html`<button
    type="button"
    class="button action-next ${className}"
    aria-label=${words.actionsOf[action](id)}
    aria-disabled=${isBlocked}
    @click=${() => run(order, { action })}
  >
    ${words.actions[action]}
  </button>`;
}

export function undoButton({ order, mayUndo, isBlocked }: ActionableOrder, { run }: OrderActions) {
  if (!mayUndo) return nothing;
  return html`<button
    type="button"
    class="link"
    aria-label=${words.undoOf(order.order_id)}
    aria-disabled=${isBlocked}
    @click=${() => run(order, { action: 'undo' })}
  >
    ${words.undo}
  </button>`;
}

export function missButton({ order, isBlocked }: ActionableOrder, { run }: OrderActions) {
  if (!mayBeMissed(order)) return nothing;
  return html`<button
    type="button"
    class="button soft action-miss"
    aria-label=${words.actionsOf.miss(order.order_id)}
    aria-disabled=${isBlocked}
    @click=${() => run(order, { action: 'miss' })}
  >
    ${words.actions.miss}
  </button>`;
}

export function cancelButton({ order, isBlocked }: ActionableOrder, { cancel }: OrderActions) {
  if (!isOpen(order)) return nothing;
  return html`<button
    type="button"
    class="button bad soft action-cancel"
    aria-label=${words.cancelOf(order.order_id)}
    aria-disabled=${isBlocked}
    @click=${() => cancel(order.order_id)}
  >
    ${words.cancel}
  </button>`;
}
