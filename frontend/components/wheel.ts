/** Keeps the mouse wheel from changing a focused number field. */
export function keepNumbersFromWheel(): void {
  addEventListener(
    'wheel',
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== 'number') return;
      if (target.readOnly) return;
      // Browsers do not change a read-only field, and they check `readOnly` after this listener has run.
      target.readOnly = true;
      setTimeout(() => (target.readOnly = false));
    },
    { capture: true, passive: true },
  );
}
