import { button } from '../../components/button.ts';
import { getElement } from '../../components/get-element.ts';
import { html, nothing, render } from '../../components/html.ts';
import { keepFocus } from '../keep-focus.ts';
import { type Reason, reasons } from './record-movement.ts';
import { words } from './words.ts';

type RecordAll = (reason: Reason, isByKeyboard: boolean) => void;

/**
 * Shows the row of the shell that records all typed quantities at once.
 * @param count of the products with a quantity; one needs no row
 */
export function showAllRow(count: number, record: RecordAll): void {
  const row = getElement('save-row');
  keepFocus(
    row,
    () => render(count > 1 ? allRow(count, record) : nothing, row),
    () => getElement('view'),
  );
}

export function clearAllRow(): void {
  render(nothing, getElement('save-row'));
}

function allRow(count: number, record: RecordAll) {
  // A double click is one movement.
  const act = (reason: Reason) => (event: MouseEvent) => {
    if (event.detail <= 1) record(reason, event.detail === 0);
  };
  return html`<section class="save-buttons all-row" aria-label=${words.all(count)}>
    <strong>${words.all(count)}</strong>
    ${reasons.map((reason) =>
      button('button soft', words.reasons[reason], act(reason), {
        label: words.allOf[reason](count),
      }),
    )}
  </section>`;
}
