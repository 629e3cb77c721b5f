import type { Account, ChangeAccountRequest } from '../../../shared/contract/accounts.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { formatMoment } from '../../components/wording.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

/** The actions of a row. */
export interface AccountActions {
  change(account: Account, change: ChangeAccountRequest): void;
  signOut(account: Account): void;
  askForPassword(account: Account): void;
}

/** @param isOwn whether it is the account of the signed-in manager */
export function createAccountRow(
  account: Account,
  isOwn: boolean,
  actions: AccountActions,
): ItemView<Account> {
  const { name } = account;
  let shown = account;
  const role = element('span', { className: 'tag' });
  const deactivated = element('span', { className: 'tag bad', textContent: words.deactivated });
  const demo = element('span', { className: 'tag bad', textContent: words.demo });
  const session = element('p', { className: 'quiet' });
  const changeRole = createButton(() => {
    actions.change(shown, { role: shown.role === 'manager' ? 'baker' : 'manager' });
  });
  const signOut = createButton(() => actions.signOut(shown));
  const activation = createButton(() => actions.change(shown, { active: !shown.active }));
  const password = createButton(() => actions.askForPassword(shown));
  label(signOut, words.signOut);
  label(password, words.newPassword);
  return {
    element: element(
      'li',
      { className: 'account panel' },
      element(
        'div',
        { className: 'tags' },
        element('h2', { textContent: name }),
        ...(isOwn ? [element('span', { className: 'tag', textContent: words.you })] : []),
        role,
        deactivated,
        demo,
      ),
      session,
      element(
        'div',
        { className: 'actions' },
        isOwn
          ? element('a', {
              className: 'button soft',
              href: '#/password',
              textContent: words.ownPassword,
            })
          : password,
        changeRole,
        signOut,
        activation,
      ),
    ),
    update(newest) {
      shown = newest;
      const { active, signed_in_at } = newest;
      role.textContent = counterWords.roles[newest.role];
      deactivated.hidden = active;
      demo.hidden = !newest.is_demo || !active;
      session.textContent =
        signed_in_at === null ? words.notSignedIn : words.signedIn(formatMoment(signed_in_at));
      signOut.hidden = signed_in_at === null;
      changeRole.hidden = !active;
      label(changeRole, newest.role === 'manager' ? words.toBaker : words.toManager);
      label(activation, active ? words.deactivate : words.activate);
    },
  };

  function label(button: HTMLButtonElement, text: string) {
    button.textContent = text;
    button.ariaLabel = words.of(text, name);
  }
}

function createButton(onclick: () => void): HTMLButtonElement {
  return element('button', { type: 'button', className: 'button soft', onclick });
}
