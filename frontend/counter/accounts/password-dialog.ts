import type { Account } from '../../../shared/contract/accounts.ts';
import { createDialog, showDialog } from '../../components/dialog.ts';
import { showForm } from '../../components/form-view.ts';
import { html } from '../../components/html.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { newPasswordField, passwordRefusals } from './new-password.ts';
import { words } from './words.ts';

/**
 * Asks for a new password for an account and saves it.
 * @returns the new password; undefined when the dialog was closed without one
 */
export async function askNewPassword(
  place: HTMLElement,
  { id, name }: Account,
): Promise<string | undefined> {
  const dialog = createDialog('password-dialog-title', 'panel dialog', place);
  let saved: string | undefined;
  showForm(dialog, {
    submit: words.savePassword,
    other: { text: words.cancel, act: () => dialog.close() },
    prefix: 'dialog-',
    values: { '/password': '' },
    send: async ({ '/password': password }) => {
      const answer = await askAsStaff('PATCH /staff/accounts/{id}', {
        params: { id },
        body: { password },
      });
      if (answer.kind !== 'accepted') {
        return describeFailure(answer, ['/password'], passwordRefusals);
      }
      saved = password;
      dialog.close();
      return {};
    },
    content: (fields) =>
      html`<h2 id="password-dialog-title">${words.passwordOf(name)}</h2>
        <p class="quiet">${words.passwordLead}</p>
        ${newPasswordField(fields)}`,
  });
  await showDialog(dialog);
  return saved;
}
