import { getElement } from '../../components/get-element.ts';
import { html, nothing, render } from '../../components/html.ts';
import { keepFocus } from '../keep-focus.ts';
import { noticeBox } from '../../components/notice.ts';
import { isChanged, type SettingsForm } from './settings-form.ts';
import { words } from './words.ts';

/** The id of the form that the row saves. */
export const formId = 'settings';

/** Shows the row of the shell that saves the form; without changes it is empty. */
export function showSaveRow(form: SettingsForm, discard: () => void): void {
  const row = getElement('save-row');
  keepFocus(
    row,
    () => render(saveRow(form, discard), row),
    // Scrolling to the focus would leave the place that the user was at.
    () => focusWithoutScrolling(getElement('view')),
  );
}

export function clearSaveRow(): void {
  render(nothing, getElement('save-row'));
}

function saveRow(form: SettingsForm, discard: () => void) {
  const { notice, isSending } = form;
  const buttons = html`<section class="save-buttons" aria-label=${words.unsaved}>
    <strong>${words.unsaved}</strong>
    <button type="button" class="button soft" @click=${discard}>${words.discard}</button>
    <button class="button" form=${formId} aria-disabled=${isSending || nothing}>
      ${words.save}
    </button>
  </section>`;
  return html`${noticeBox(notice)} ${isChanged(form) ? buttons : nothing}`;
}

function focusWithoutScrolling(element: HTMLElement): undefined {
  element.focus({ preventScroll: true });
}
