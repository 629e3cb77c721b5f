const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Arrow keys go from ticket to ticket; C cancels the order that has the focus. */
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
      card.querySelector<HTMLElement>('.move-cancel:not([hidden])')?.click();
    }
  });
}

/** What is done next with the order, or else its number. */
export function focusTicket(card: HTMLElement | undefined): void {
  const next = card?.querySelector<HTMLElement>('.move-next:not([hidden])');
  (next ?? card?.querySelector('a'))?.focus();
}
