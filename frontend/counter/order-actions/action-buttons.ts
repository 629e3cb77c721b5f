import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { html, nothing } from '../../components/html.ts';
import { isOpen, nextAction } from './counter-status.ts';
import type { OrderActions } from './order-actions.ts';
import { words } from './words.ts';

/** The actions that an order allows: the next step, undo and cancel. Blocked buttons ignore clicks. */
export function actionButtons(
  order: StaffOrder,
  { mayUndo, isBlocked }: { readonly mayUndo: boolean; readonly isBlocked: boolean },
  { run, cancel }: OrderActions,
) {
  const { order_id: id } = order;
  const button = (className: string, text: string, label: string, act: () => void) =>
    html`<button
      type="button"
      class=${className}
      aria-label=${label}
      aria-disabled=${isBlocked}
      @click=${act}
    >
      ${text}
    </button>`;
  const next = nextAction(order);
  const nextButton = (action: 'complete' | 'collect') =>
    button('button action-next', words.actions[action], words.actionsOf[action](id), () =>
      run(id, { action }),
    );
  const undo = () =>
    button('link', words.undo, words.undoOf(id), () => run(id, { action: 'undo' }));
  const cancelButton = () =>
    button('link action-cancel', words.cancel, words.cancelOf(id), () => void cancel(id));
  return html`<div class="action-buttons">
    ${next ? nextButton(next) : nothing} ${mayUndo ? undo() : nothing}
    ${isOpen(order) ? cancelButton() : nothing}
  </div>`;
}
