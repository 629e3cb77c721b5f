import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { askReason } from './ask-reason.ts';
import type { Move } from './move-order.ts';
import { isOpen, nextMove } from './standing.ts';
import { words } from './words.ts';

/**
 * When the buttons have become others nothing can be pressed for so long: a double tap is one move, and
 * who is about to press what was there before does nothing else.
 */
const restMs = 700;

/**
 * What staff can do with an order: what is next, take back, cancel.
 * @param onMove resolves when the move is done, or was refused
 */
export function createMoveButtons(id: number, onMove: (move: Move) => Promise<void>) {
  let action: ReturnType<typeof nextMove> = null;
  /** What there is to press; undefined until it is known. */
  let offered: string | undefined;
  let isMoving = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const next = element('button', {
    type: 'button',
    className: 'button move-next',
    onclick: () => {
      if (action && !isAtRest()) void move({ action });
    },
  });
  const undo = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.undo,
    ariaLabel: words.undoOf(id),
    onclick: () => {
      if (!isAtRest()) void move({ action: 'undo' });
    },
  });
  const cancel = element('button', {
    type: 'button',
    className: 'link move-cancel',
    textContent: words.cancel,
    ariaLabel: words.cancelOf(id),
    onclick: () => void askAndCancel(),
  });
  return {
    element: element('div', { className: 'moves' }, next, undo, cancel),
    update(order: StaffOrder, mayUndo: boolean) {
      action = nextMove(order);
      const offers = JSON.stringify([action, mayUndo, isOpen(order)]);
      if (offered !== undefined && offers !== offered) rest();
      offered = offers;
      next.hidden = action === null;
      if (action) {
        next.textContent = words.moves[action];
        next.ariaLabel = words.movesOf[action](id);
      }
      undo.hidden = !mayUndo;
      cancel.hidden = !isOpen(order);
    },
  };

  async function move(wanted: Move) {
    isMoving = true;
    showRest();
    await onMove(wanted);
    isMoving = false;
    rest();
  }

  function rest() {
    clearTimeout(resting);
    resting = setTimeout(() => {
      resting = undefined;
      showRest();
    }, restMs);
    showRest();
  }

  function isAtRest(): boolean {
    return isMoving || resting !== undefined;
  }

  function showRest() {
    for (const button of [next, undo, cancel]) button.ariaDisabled = String(isAtRest());
  }

  async function askAndCancel() {
    if (isAtRest()) return;
    const reason = await askReason(id);
    // The buttons may have changed behind the question. Its answer counts all the same.
    if (reason !== null) await move({ action: 'cancel', reason });
  }
}
