import type { Account } from '../../../shared/contract/accounts.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { formView } from '../../components/form-view.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { getSession } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { accountRow } from './account-row.ts';
import type { AccountsActions, AccountsState } from './accounts.ts';
import { newPasswordField } from './new-password.ts';
import { words } from './words.ts';

/** All accounts, the form for a new one, and its password once. */
export function accountsView(state: AccountsState, actions: AccountsActions) {
  const own = getSession().name;
  const row = (account: Account) => accountRow(account, account.name === own, actions);
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${noticeBox(state.listNotice)} ${passwordPanel(state)}
    ${accountsTable(repeat(state.accounts, ({ id }) => id, row))} ${accountForm(state, actions)}`;
}

function accountsTable(rows: ReturnType<typeof repeat>) {
  const { name, role, status, since, actions } = words.columns;
  return html`<table class="data accounts">
    <caption class="visually-hidden">
      ${words.title}
    </caption>
    <thead>
      <tr>
        ${[name, role, status, since].map((text) => html`<th scope="col">${text}</th>`)}
        <th scope="col"><span class="visually-hidden">${actions}</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Shows a new password once, so that the manager can pass it on. */
function passwordPanel({ given }: AccountsState) {
  const panel = () =>
    html`<div class="panel password-panel">
      <p>${words.passwordReady(given?.name ?? '')}</p>
      <code class="password">${given?.password}</code>
      ${button('button soft', words.copy, copyPassword)}
    </div>`;
  return html`<div class="live" role="status">${given ? panel() : nothing}</div>`;
}

async function copyPassword({ currentTarget }: MouseEvent) {
  const password = (currentTarget as HTMLElement).parentElement?.querySelector('code');
  if (!password) return;
  try {
    await navigator.clipboard.writeText(password.textContent);
    showToast(words.copied);
  } catch {
    // Without HTTPS there is no clipboard: select the password for copying by hand.
    getSelection()?.selectAllChildren(password);
  }
}

function accountForm(state: AccountsState, { type, create }: AccountsActions) {
  const fields = fieldsOf(state, type);
  const rule = { hint: words.nameRule, autocapitalize: 'none', spellcheck: false } as const;
  const content = html`${fields.input('/name', words.name, rule)}
  ${fields.select('/role', words.role, Object.entries(counterWords.roles))}
  ${newPasswordField(fields)}`;
  return html`<section class="panel account-form">
    <h2>${words.create}</h2>
    ${formView(state, { submit: words.createNow }, create, content)}
  </section>`;
}
