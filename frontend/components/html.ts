/**
 * Templates of the pages. A view is a function of its state, `render` shows its template in an element, and a later
 * `render` changes only what differs. Strings become text, never markup. `ref` passes the element. `live` compares a control's value with what the
 * user typed, `repeat` keeps the element of an item by its key, and `guard` makes a part only when its values have changed.
 * No other module imports lit-html.
 */
export { html, noChange, nothing, render, svg, type TemplateResult } from 'lit-html';
export { guard } from 'lit-html/directives/guard.js';
export { live } from 'lit-html/directives/live.js';
export { ref } from 'lit-html/directives/ref.js';
export { repeat } from 'lit-html/directives/repeat.js';

/** An event at the element that has the listener. */
export type EventAt<Target extends Element> = Event & { readonly currentTarget: Target };

/** The value of a number field with a text that is no number, such as "1-", and of an incomplete day and time. */
export const notANumber = 'NaN';

/** The types of fields that have no value while their text is incomplete. */
const mayBeIncomplete = ['number', 'datetime-local'];

/** A listener that passes the value of its control. */
export function withValue(act: (value: string) => void) {
  return ({ currentTarget: { value, type, validity } }: EventAt<HTMLInputElement>) =>
    act(mayBeIncomplete.includes(type) && validity.badInput ? notANumber : value);
}
