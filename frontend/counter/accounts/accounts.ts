import type { Account, ChangeAccountRequest } from '../../../shared/contract/accounts.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { createAccountForm } from './account-form.ts';
import { type AccountActions, createAccountRow } from './account-row.ts';
import { createPasswordPanel } from './show-password.ts';
import { openPasswordDialog } from './password-dialog.ts';
import { words } from './words.ts';

/** The accounts of bakers and managers. */
export const open: OpenView = async ({ element: place }) => {
  const own = getSession().name;
  const notice = createNotice();
  const passwordPanel = createPasswordPanel();
  const list = element('ul', { className: 'rows' });
  const actions: AccountActions = {
    change: (account, change) => void changeAccount(account, change),
    signOut: (account) => void signOutEverywhere(account),
    askForPassword: (account) => openPasswordDialog(place, account, showPassword),
  };
  const showAccounts = createKeyedList<Account>(
    list,
    ({ id }) => id,
    (account) => createAccountRow(account, account.name === own, actions),
  );
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: words.lead }),
    notice.element,
    passwordPanel.element,
    element('div', { className: 'settings' }, list, createAccountForm(showPassword)),
  );
  await refresh();

  async function refresh() {
    const answer = await askAsStaff('GET /staff/accounts');
    if (answer.kind === 'accepted') showAccounts(answer.body);
    else notice.show(words.outOfReach, explainFailure(answer));
  }

  async function showPassword(name: string, password: string) {
    passwordPanel.show(name, password);
    await refresh();
  }

  async function changeAccount(before: Account, change: ChangeAccountRequest) {
    notice.hide();
    const answer = await askAsStaff('PATCH /staff/accounts/{id}', {
      params: { id: before.id },
      body: change,
    });
    if (answer.kind !== 'accepted') {
      showFailure(answer, notice, {}, words.refusals);
      return;
    }
    if (before.name === own) {
      // The user's own role or account has changed: reload, so that the page fits the role.
      location.reload();
      return;
    }
    const { role, active } = before;
    showToast(wordChange(answer.body, change), {
      label: words.undo,
      run: () => void changeAccount(answer.body, 'role' in change ? { role } : { active }),
    });
    await refresh();
  }

  async function signOutEverywhere({ id, name }: Account) {
    notice.hide();
    const answer = await askAsStaff('DELETE /staff/accounts/{id}/sessions', { params: { id } });
    if (answer.kind !== 'accepted') {
      showFailure(answer, notice);
      return;
    }
    showToast(words.isSignedOut(name));
    await refresh();
  }
};

function wordChange({ name, role, active }: Account, change: ChangeAccountRequest): string {
  if ('role' in change) return role === 'manager' ? words.isManager(name) : words.isBaker(name);
  return active ? words.isActive(name) : words.isDeactivated(name);
}
