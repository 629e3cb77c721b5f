const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Arrow keys move the focus between tickets; C cancels the focused order. */
export function listenToArrowKeys(board: HTMLElement): void {
  board.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = (event.target as HTMLElement).closest<HTMLElement>('.ticket');
    if (!card) return;
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const cards = [...board.querySelectorAll<HTMLElement>('.ticket')];
      focusTicket(cards[cards.indexOf(card) + step]);
    } else if (event.key.toLowerCase() === 'c') {
      event.preventDefault();
      card.querySelector<HTMLElement>('.action-cancel:not([hidden])')?.click();
    }
  });
}

/** Focuses the ticket's next action or, if it has none, its order number. */
export function focusTicket(card: HTMLElement | undefined): void {
  const next = card?.querySelector<HTMLElement>('.action-next:not([hidden])');
  (next ?? card?.querySelector('a'))?.focus();
}
