/** The mouse wheel scrolls the page; a number that has the focus stays as it is. */
export function keepNumbersFromWheel(): void {
  addEventListener(
    'wheel',
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== 'number') return;
      if (target.readOnly) return;
      // Browsers change only what may be typed in, and they do it after this.
      target.readOnly = true;
      setTimeout(() => (target.readOnly = false));
    },
    { capture: true, passive: true },
  );
}
