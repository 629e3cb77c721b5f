import { getElement } from './element.ts';

/** Says it to those who listen to the page instead of looking at it. */
export function announce(text: string): void {
  getElement('announcer').textContent = text;
}
