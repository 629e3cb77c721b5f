/** Whether a key belongs to an input method, which makes several keys into one character. */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Safari tells the last key only so
  return event.isComposing || event.keyCode === 229;
}
