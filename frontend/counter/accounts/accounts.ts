import type { Account, ChangeAccountRequest } from '../../../shared/contract/accounts.ts';
import type { StaffRole } from '../../../shared/domain/staff.ts';
import { newForm, sendForm, typeInto } from '../../components/form.ts';
import { render } from '../../components/html.ts';
import type { Notice } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { accountsView } from './accounts-view.ts';
import { passwordRefusals } from './new-password.ts';
import { askNewPassword } from './password-dialog.ts';
import { words } from './words.ts';

/** The accounts, and the form for a new one. */
export type AccountsState = Readonly<ReturnType<typeof newState>>;

function newState() {
  return {
    ...newForm({ '/name': '', '/role': 'baker', '/password': '' }),
    accounts: [] as readonly Account[],
    /** A password that was given to an account. */
    given: null as { readonly name: string; readonly password: string } | null,
    listNotice: null as Notice | null,
  };
}

export type AccountsActions = ReturnType<typeof createActions>;

/** The accounts of bakers and managers. */
export const open: OpenView = async ({ element: place }) => {
  const store = createStore<AccountsState>(newState());
  const actions = createActions(store, place);
  store.subscribe((state) => render(accountsView(state, actions), place));
  await refresh(store);
};

function createActions(store: Store<AccountsState>, place: HTMLElement) {
  const showPassword = async (name: string, password: string) => {
    store.change({ given: { name, password } });
    place.querySelector('.password-panel')?.scrollIntoView({ block: 'nearest' });
    await refresh(store);
  };
  return {
    type: typeInto(store),
    create: () =>
      sendForm(store, place, async () => {
        const { '/name': name, '/role': role, '/password': password } = store.state.values;
        // The select offers no other role.
        const body = { name, role: role as StaffRole, password };
        const answer = await askAsStaff('POST /staff/accounts', { body });
        if (answer.kind !== 'accepted') {
          return describeFailure(answer, Object.keys(store.state.values), passwordRefusals);
        }
        await showPassword(answer.body.name, password);
        return { values: { ...store.state.values, '/name': '', '/password': '' } };
      }),
    change: (account: Account, change: ChangeAccountRequest) =>
      void changeAccount(store, account, change),
    signOut: (account: Account) => void signOutEverywhere(store, account),
    askForPassword: async (account: Account) => {
      const password = await askNewPassword(place, account);
      if (password !== undefined) await showPassword(account.name, password);
    },
  };
}

async function refresh(store: Store<AccountsState>) {
  const answer = await askAsStaff('GET /staff/accounts');
  if (answer.kind === 'accepted') store.change({ accounts: answer.body });
  else store.change({ listNotice: { title: words.outOfReach, text: explainFailure(answer) } });
}

async function changeAccount(
  store: Store<AccountsState>,
  before: Account,
  change: ChangeAccountRequest,
) {
  store.change({ listNotice: null });
  const answer = await askAsStaff('PATCH /staff/accounts/{id}', {
    params: { id: before.id },
    body: change,
  });
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: describeFailure(answer, [], words.refusals).notice });
    return;
  }
  if (before.name === getSession().name) {
    // The user's own role or account has changed: reload, so that the page fits the role.
    location.reload();
    return;
  }
  const { role, active } = before;
  const undo = 'role' in change ? { role } : { active };
  showToast(wordChange(answer.body, change), {
    label: words.undo,
    run: () => void changeAccount(store, answer.body, undo),
  });
  await refresh(store);
}

async function signOutEverywhere(store: Store<AccountsState>, { id, name }: Account) {
  store.change({ listNotice: null });
  const answer = await askAsStaff('DELETE /staff/accounts/{id}/sessions', { params: { id } });
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: describeFailure(answer).notice });
    return;
  }
  showToast(words.isSignedOut(name));
  await refresh(store);
}

function wordChange({ name, role, active }: Account, change: ChangeAccountRequest): string {
  if ('role' in change) return role === 'manager' ? words.isManager(name) : words.isBaker(name);
  return active ? words.isActive(name) : words.isDeactivated(name);
}
