import { isComposing } from '../../components/composing.ts';
import { type Stroke, textsOf } from './scan-text.ts';

/**
 * The longest gaps between the characters of a scan: `keyGapMs` after the first character, `pauseMs` after
 * later characters. Barcode scanners need at most 50 ms per character, but a busy computer delays keys.
 */
const keyGapMs = 120;
const pauseMs = 300;

/** People type more slowly than this average per key. */
const averageMs = 95;

/**
 * Shorter texts are not codes. In a text field a scan needs more characters, because people type short names
 * fast.
 */
const leastCharacters = 3;
const leastCharactersInField = 6;

const modifiers = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'Fn',
  'ScrollLock',
]);

/**
 * Keeps a barcode scanner's keys from triggering shortcuts and the focused button. A scan in a text field goes
 * into the field, except for the closing Enter.
 *
 * A person may have typed the first character, so the page gets this key when no second character follows in time.
 * @param onScan called with the possible readings of a scan outside of text fields
 */
export function catchScans(onScan: (texts: readonly string[]) => void): void {
  let strokes: Stroke[] = [];
  let firstAt = 0;
  let lastAt = -Infinity;
  let isInField = false;
  let field: EventTarget | null = null;
  /** The scan has ended, but more closing keys may follow. */
  let isClosing = false;
  let releaseFirst: (() => void) | undefined;
  let restore: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const replayed = new WeakSet<Event>();
  const caughtKeys = new Set<string>();

  addEventListener('keydown', handleKey, { capture: true });
  addEventListener('keyup', handleKeyUp, { capture: true });
  addEventListener('click', handleClick, { capture: true });

  function handleKey(event: Event) {
    // Autofill sends keydown events that are not keyboard events.
    if (!(event instanceof KeyboardEvent)) return;
    if (replayed.has(event) || modifiers.has(event.key)) return;
    const follows = event.timeStamp - lastAt <= longestGap();
    if (!follows || isComposing(event)) finish();
    if (isComposing(event)) return;
    if (isClosingKey(event)) hearClosingKey(event);
    else if (isCharacter(event)) hearCharacter(event);
    else if (isCaught() || (isClosing && event.ctrlKey)) take(event);
    else finish();
  }

  function hearCharacter(event: KeyboardEvent) {
    if (isClosing) finish();
    const isInTextField = isTextField(event.target);
    // A change of the field means that a person types.
    if (isInField && isInTextField && event.target !== field) finish();
    if (strokes.length === 0) begin(event, isInTextField);
    // A held key repeats as fast as a scanner types.
    if (event.repeat && !isCaught()) {
      finish();
      return;
    }
    if (isInField && !isInTextField) isInField = false;
    strokes.push(event);
    lastAt = event.timeStamp;
    if (isInField) return;
    clearTimeout(timer);
    timer = setTimeout(finish, longestGap());
    if (strokes.length === 1) holdBack(event);
    else {
      releaseFirst = undefined;
      restore?.();
      take(event);
    }
  }

  function begin({ target, timeStamp }: KeyboardEvent, isInTextField: boolean) {
    firstAt = timeStamp;
    isInField = isInTextField;
    field = target;
    restore = isInTextField ? undefined : rememberValue(target);
  }

  function hearClosingKey(event: KeyboardEvent) {
    const averageGap = (event.timeStamp - firstAt) / strokes.length;
    const endsInField =
      isInField &&
      !isPassword(field) &&
      strokes.length >= leastCharactersInField &&
      averageGap <= averageMs;
    if (!isClosing && !endsInField && !isCaught()) {
      finish();
      return;
    }
    // In a form, Tab moves to the next field.
    if (!(endsInField && event.key === 'Tab')) take(event);
    report();
    isClosing = true;
    lastAt = event.timeStamp;
  }

  /** Ends the current scan. */
  function finish() {
    const release = releaseFirst;
    report();
    isClosing = false;
    lastAt = -Infinity;
    release?.();
  }

  function report() {
    clearTimeout(timer);
    const read = isCaught() && strokes.length >= leastCharacters ? strokes : [];
    strokes = [];
    releaseFirst = undefined;
    restore = undefined;
    if (read.length > 0) onScan(textsOf(read));
  }

  function longestGap(): number {
    return strokes.length === 1 && !isInField ? keyGapMs : pauseMs;
  }

  function isCaught(): boolean {
    return strokes.length > 1 && !isInField;
  }

  /** Delays the first character until it is clear whether a scan follows. */
  function holdBack(event: KeyboardEvent) {
    const { target } = event;
    const presses = event.key === ' ' && isPressedBySpace(target);
    event.stopImmediatePropagation();
    if (presses) take(event);
    releaseFirst = () => {
      if (!(target instanceof HTMLElement) || !target.isConnected) return;
      const copy = new KeyboardEvent('keydown', event);
      replayed.add(copy);
      const isUnclaimed = target.dispatchEvent(copy);
      if (presses && isUnclaimed) target.click();
    };
  }

  function take(event: KeyboardEvent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    caughtKeys.add(event.code);
  }

  function handleKeyUp(event: KeyboardEvent) {
    if (!caughtKeys.delete(event.code)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Some browsers click a focused button on keyup. */
  function handleClick(event: MouseEvent) {
    const isByKey = event.isTrusted && event.detail === 0;
    if (!isByKey || event.timeStamp - lastAt > pauseMs || !(isCaught() || isClosing)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

function isClosingKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return (key === 'Enter' || key === 'Tab') && !ctrlKey && !altKey && !metaKey;
}

function isCharacter(event: KeyboardEvent): boolean {
  // Some layouts type "#" and "@" with AltGr or Ctrl+Alt.
  const isThirdLevel = event.getModifierState('AltGraph') || (event.ctrlKey && event.altKey);
  if ((event.ctrlKey || event.altKey || event.metaKey) && !isThirdLevel) return false;
  return Array.from(event.key).length === 1 || event.key === 'Dead';
}

const textInputs = new Set(['text', 'search', 'tel', 'email', 'url', 'password', 'number']);

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  if (target instanceof HTMLInputElement) return textInputs.has(target.type) && !target.readOnly;
  return target instanceof HTMLElement && target.isContentEditable;
}

/** Password managers also type fast and end with Enter. */
function isPassword(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'password';
}

function isPressedBySpace(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('button, summary, input:is([type=checkbox], [type=radio])')
  );
}

/** Typed keys change a select or date field. @returns a function that restores the current value */
function rememberValue(target: EventTarget | null): (() => void) | undefined {
  if (!(target instanceof HTMLSelectElement || target instanceof HTMLInputElement))
    return undefined;
  const { value } = target;
  return () => {
    if (target.value === value) return;
    target.value = value;
    for (const type of ['input', 'change']) {
      target.dispatchEvent(new Event(type, { bubbles: true }));
    }
  };
}
