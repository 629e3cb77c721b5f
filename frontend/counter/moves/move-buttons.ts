import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { askReason } from './ask-reason.ts';
import type { Move } from './move-order.ts';
import { isOpen, nextMove } from './standing.ts';
import { words } from './words.ts';

/** After a move nothing can be pressed for so long: a double tap is one move. */
const restMs = 700;

/**
 * What staff can do with an order: what is next, take back, cancel.
 * @param onMove resolves when the move is done, or was refused
 */
export function createMoveButtons(id: number, onMove: (move: Move) => Promise<void>) {
  let action: ReturnType<typeof nextMove> = null;
  let isResting = false;
  const next = element('button', {
    type: 'button',
    className: 'button move-next',
    onclick: () => {
      if (action) void move({ action });
    },
  });
  const undo = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.undo,
    ariaLabel: words.undoOf(id),
    onclick: () => void move({ action: 'undo' }),
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
    if (isResting) return;
    rest(true);
    await onMove(wanted);
    setTimeout(() => rest(false), restMs);
  }

  function rest(value: boolean) {
    isResting = value;
    for (const button of [next, undo, cancel]) button.ariaDisabled = String(value);
  }

  async function askAndCancel() {
    if (isResting) return;
    const reason = await askReason(id);
    if (reason !== null) await move({ action: 'cancel', reason });
  }
}
