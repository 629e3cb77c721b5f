import type { OrderActions } from '../order-actions/order-actions.ts';

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Arrow keys move the focus between the orders of the board; C cancels the focused order. */
export function moveWithKeys({ cancel }: OrderActions) {
  return (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = (event.target as HTMLElement).closest<HTMLElement>('.ticket');
    if (!card) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const cards = ticketsIn(event.currentTarget as HTMLElement);
      findAction(cards[cards.indexOf(card) + step])?.focus();
    } else if (event.key.toLowerCase() === 'c' && card.dataset['open'] === 'true') {
      event.preventDefault();
      void cancel(Number(card.dataset['order']));
    }
  };
}

/** "/" moves the focus to the search field, except while a text is typed. */
export function searchWithSlash(place: HTMLElement, signal: AbortSignal): void {
  addEventListener(
    'keydown',
    (event) => {
      const isTyping = (event.target as Element).closest('input, textarea, select, dialog');
      if (event.key !== '/' || isTyping) return;
      event.preventDefault();
      place.querySelector<HTMLElement>('.search')?.focus();
    },
    { signal },
  );
}

/**
 * Changes the board. When the focused button disappears, the focus moves to the number of its order; when the ticket
 * disappears, to the next ticket.
 */
export function keepTicketFocus(board: HTMLElement, change: () => void): void {
  const card = document.activeElement?.closest<HTMLElement>('.ticket');
  const position = card ? ticketsIn(board).indexOf(card) : -1;
  change();
  if (!card || position < 0) return;
  if (card.isConnected) {
    if (!card.contains(document.activeElement)) card.querySelector('a')?.focus();
    return;
  }
  const left = ticketsIn(board);
  const same = left.find(({ dataset }) => dataset['order'] === card.dataset['order']);
  findAction(same ?? left[Math.min(position, left.length - 1)])?.focus();
}

function ticketsIn(board: HTMLElement): HTMLElement[] {
  return [...board.querySelectorAll<HTMLElement>('.ticket')];
}

/** The ticket's next action or, if it has none, its order number. */
function findAction(card: HTMLElement | undefined): HTMLElement | null | undefined {
  return card?.querySelector<HTMLElement>('.action-next:not([hidden])') ?? card?.querySelector('a');
}
