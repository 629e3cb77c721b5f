import { getElement } from './get-element.ts';

/** Announces the text to screen readers. */
export function announce(text: string): void {
  getElement('announcer').textContent = text;
}
