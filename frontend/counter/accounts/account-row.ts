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
  const act = (text: string, onClick: () => unknown) =>
    button('button soft', text, onClick, { label: words.of(text, name) });
  const ownPassword = html`<a class="button soft" href="#/password">${words.ownPassword}</a>`;
  const isManager = role === 'manager';
  const changeRole = () => change(account, { role: isManager ? 'baker' : 'manager' });
  return html`<li class="account panel">
    <div class="tags">
      <h2>${name}</h2>
      ${isOwn ? tag('tag', words.you) : nothing} ${tag('tag', counterWords.roles[role])}
      ${active ? nothing : tag('tag bad', words.deactivated)}
      ${is_demo && active ? tag('tag bad', words.demo) : nothing}
    </div>
    <p class="quiet">
      ${signed_in_at === null ? words.notSignedIn : words.signedIn(formatMoment(signed_in_at))}
    </p>
    <div class="actions">
      ${isOwn ? ownPassword : act(words.newPassword, () => askForPassword(account))}
      ${active ? act(isManager ? words.toBaker : words.toManager, changeRole) : nothing}
      ${signed_in_at === null ? nothing : act(words.signOut, () => signOut(account))}
      ${act(active ? words.deactivate : words.activate, () => change(account, { active: !active }))}
    </div>
  </li>`;
}
