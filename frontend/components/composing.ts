/** Whether the key is part of an input method's composition. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari marks the last key only this way
  return event.isComposing || event.keyCode === 229;
}

/** Enter that confirms a composition must not submit a form or press a button. */
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
