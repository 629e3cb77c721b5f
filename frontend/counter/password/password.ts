import { showForm } from '../../components/form-view.ts';
import { getElement } from '../../components/get-element.ts';
import { html } from '../../components/html.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import { goTo, type OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

const values = { '/current_password': '', '/new_password': '', isShown: '' };

/** The form in which users change their own password. */
export const open: OpenView = ({ element: place }) => {
  showForm(place, {
    className: 'panel narrow',
    submit: words.change,
    buttonClass: 'button wide',
    values,
    send: changePassword,
    content: ({ input, check }, { isShown }) => {
      const type = isShown === 'on' ? 'text' : 'password';
      const hint = words.rule;
      // Password managers need the user name.
      return html`<h1>${words.title}</h1>
        <p class="quiet">${words.lead}</p>
        <input autocomplete="username" value=${getSession().name} hidden />
        ${input('/current_password', words.current, { type, autocomplete: 'current-password' })}
        ${input('/new_password', words.next, { type, autocomplete: 'new-password', hint })}
        ${check('isShown', words.show)}`;
    },
  });
  place.querySelector<HTMLElement>('.field input')?.focus();
};

async function changePassword(typed: typeof values) {
  const answer = await askAsStaff('PUT /staff/password', {
    body: { current_password: typed['/current_password'], new_password: typed['/new_password'] },
  });
  if (answer.kind !== 'accepted') {
    const refusals = { ...counterWords.passwordFaults, ...words.refusals };
    return describeFailure(answer, Object.keys(values), refusals);
  }
  // The demo notice is about public passwords; this password is now private.
  getElement('demo').hidden = true;
  showToast(words.changed);
  goTo('#/');
  return {};
}
