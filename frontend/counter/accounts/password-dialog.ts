import type { Account } from '../../../shared/contract/accounts.ts';
import { element } from '../../components/element.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { createPasswordField } from './new-password.ts';
import { words } from './words.ts';

/**
 * Asks for a new password for an account and saves it.
 * @param onGiven called with the account's name and new password
 */
export function openPasswordDialog(
  place: HTMLElement,
  { id, name }: Account,
  onGiven: (name: string, password: string) => Promise<void>,
): void {
  const { field, element: row } = createPasswordField();
  const notice = createNotice();
  const title = element('h2', { id: 'password-dialog-title', textContent: words.passwordOf(name) });
  const form = createForm(
    'stack',
    savePassword,
    title,
    element('p', { className: 'quiet', textContent: words.passwordLead }),
    row,
    notice.element,
    element(
      'div',
      { className: 'actions' },
      element('button', { type: 'submit', className: 'button', textContent: words.savePassword }),
      element('button', {
        type: 'button',
        className: 'button soft',
        textContent: words.cancel,
        onclick: () => dialog.close(),
      }),
    ),
  );
  const dialog = element(
    'dialog',
    { className: 'panel dialog', onclose: () => dialog.remove() },
    form,
  );
  dialog.setAttribute('aria-labelledby', title.id);
  place.append(dialog);
  dialog.showModal();
  field.control.focus();

  async function savePassword() {
    notice.hide();
    const password = field.control.value;
    const answer = await askAsStaff('PATCH /staff/accounts/{id}', {
      params: { id },
      body: { password },
    });
    if (answer.kind !== 'accepted') {
      const refusals = { ...counterWords.passwordFaults, ...words.refusals };
      showFailure(answer, notice, { '/password': field }, refusals);
      return;
    }
    dialog.close();
    await onGiven(name, password);
  }
}
