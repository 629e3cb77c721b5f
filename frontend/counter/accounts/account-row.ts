import type { Account } from '../../../shared/contract/accounts.ts';
import { button } from '../../components/button.ts';
import { html, nothing } from '../../components/html.ts';
import { formatMoment } from '../../components/wording.ts';
import { words as counterWords } from '../words.ts';
import type { AccountsActions } from './accounts.ts';
import { words } from './words.ts';

/** @param isOwn whether it is the account of the signed-in manager */
export function accountRow(account: Account, isOwn: boolean, actions: AccountsActions) {
  const { name, role, active, is_demo, signed_in_at } = account;
  const { change, signOut, askForPassword } = actions;
  const tag = (className: string, text: string) => html`<span class=${className}>${text}</span>`;
  const act = (look: string, text: string, onClick: () => unknown) =>
    button(look, text, onClick, { label: words.of(text, name) });
  const ownPassword = html`<a class="link" href="#/password">${words.ownPassword}</a>`;
  const isManager = role === 'manager';
  const changeRole = () => change(account, { role: isManager ? 'baker' : 'manager' });
  const switchActive = () => change(account, { active: !active });
  return html`<tr class="account ${active ? '' : 'inactive'}">
    <th scope="row">${name} ${isOwn ? tag('tag', words.you) : nothing}</th>
    <td class="account-role">${counterWords.roles[role]}</td>
    <td class="account-status">
      ${tag(active ? 'quiet' : 'tag bad', active ? words.active : words.deactivated)}
      ${is_demo && active ? tag('tag bad', words.demo) : nothing}
    </td>
    <td class="account-since">
      ${signed_in_at === null ? words.notSignedIn : words.signedIn(formatMoment(signed_in_at))}
    </td>
    <td class="account-actions">
      <div class="actions">
        ${isOwn ? ownPassword : act('link', words.newPassword, () => askForPassword(account))}
        ${active ? act('link', isManager ? words.toBaker : words.toManager, changeRole) : nothing}
        ${signed_in_at === null ? nothing : act('link', words.signOut, () => signOut(account))}
        ${
          active
            ? act('link bad apart', words.deactivate, switchActive)
            : act('link', words.activate, switchActive)
        }
      </div>
    </td>
  </tr>`;
}
