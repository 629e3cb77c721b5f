/** Whether a key belongs to an input method, which makes several keys into one character. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari tells the last key only so
  return event.isComposing || event.keyCode === 229;
}

/** Enter that chooses among an input method's characters sends nothing and takes nothing. */
export function ignoreComposingEnter(): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !isComposing(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
