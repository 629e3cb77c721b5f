import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { askReason } from './ask-reason.ts';
import { isOpen, nextAction } from './counter-status.ts';
import type { OrderAction } from './run-order-action.ts';
import { words } from './words.ts';

/** Ignores clicks for this time after the buttons change, so a double tap is one action. */
const debounceMs = 700;

/**
 * The actions that an order allows: the next step, undo and cancel.
 * @param onAction resolves when the action was accepted or refused
 */
export function createActionButtons(id: number, onAction: (action: OrderAction) => Promise<void>) {
  let nextStep: ReturnType<typeof nextAction> = null;
  /** The buttons that are shown; undefined before the first update. */
  let offered: string | undefined;
  let isSending = false;
  let debounce: ReturnType<typeof setTimeout> | undefined;
  const next = element('button', {
    type: 'button',
    className: 'button action-next',
    onclick: () => {
      if (nextStep && !isBlocked()) void run({ action: nextStep });
    },
  });
  const undo = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.undo,
    ariaLabel: words.undoOf(id),
    onclick: () => {
      if (!isBlocked()) void run({ action: 'undo' });
    },
  });
  const cancel = element('button', {
    type: 'button',
    className: 'link action-cancel',
    textContent: words.cancel,
    ariaLabel: words.cancelOf(id),
    onclick: () => void askAndCancel(),
  });
  return {
    element: element('div', { className: 'action-buttons' }, next, undo, cancel),
    update(order: StaffOrder, mayUndo: boolean) {
      nextStep = nextAction(order);
      const offers = JSON.stringify([nextStep, mayUndo, isOpen(order)]);
      if (offered !== undefined && offers !== offered) block();
      offered = offers;
      next.hidden = nextStep === null;
      if (nextStep) {
        next.textContent = words.actions[nextStep];
        next.ariaLabel = words.actionsOf[nextStep](id);
      }
      undo.hidden = !mayUndo;
      cancel.hidden = !isOpen(order);
    },
  };

  async function run(action: OrderAction) {
    isSending = true;
    showBlocked();
    await onAction(action);
    isSending = false;
    block();
  }

  function block() {
    clearTimeout(debounce);
    debounce = setTimeout(() => {
      debounce = undefined;
      showBlocked();
    }, debounceMs);
    showBlocked();
  }

  function isBlocked(): boolean {
    return isSending || debounce !== undefined;
  }

  function showBlocked() {
    for (const button of [next, undo, cancel]) button.ariaDisabled = String(isBlocked());
  }

  async function askAndCancel() {
    if (isBlocked()) return;
    const reason = await askReason(id);
    // The cancellation is sent even if the order's buttons changed while the dialog was open.
    if (reason !== null) await run({ action: 'cancel', reason });
  }
}
