import { element } from '../../components/element.ts';
import { getElement } from '../../components/get-element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import { goTo, type OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

/** The form in which users change their own password. */
export const open: OpenView = ({ element: place }) => {
  const current = createField(words.current, createPasswordInput('current-password'));
  const next = createField(words.next, createPasswordInput('new-password'), words.rule);
  const isShown = element('input', {
    type: 'checkbox',
    onchange: () => {
      for (const { control } of [current, next]) {
        control.type = isShown.checked ? 'text' : 'password';
      }
    },
  });
  const notice = createNotice();
  place.append(
    createForm(
      'panel narrow',
      change,
      element('h1', { textContent: words.title }),
      element('p', { className: 'quiet', textContent: words.lead }),
      // Password managers need the user name.
      element('input', { autocomplete: 'username', value: getSession().name, hidden: true }),
      current.element,
      next.element,
      element('label', { className: 'check' }, isShown, words.show),
      notice.element,
      element('button', { type: 'submit', className: 'button wide', textContent: words.change }),
    ),
  );
  current.control.focus();

  async function change() {
    notice.hide();
    const answer = await askAsStaff('PUT /staff/password', {
      body: { current_password: current.control.value, new_password: next.control.value },
    });
    if (answer.kind !== 'accepted') {
      const fields = { '/current_password': current, '/new_password': next };
      showFailure(answer, notice, fields, { ...counterWords.passwordFaults, ...words.refusals });
      return;
    }
    // The demo notice is about public passwords; this password is now private.
    getElement('demo').hidden = true;
    showToast(words.changed);
    goTo('#/');
  }
};

function createPasswordInput(autocomplete: AutoFill): HTMLInputElement {
  return element('input', { type: 'password', autocomplete });
}
