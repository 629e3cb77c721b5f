import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { signIn } from '../staff-api.ts';
import { words } from './words.ts';

/** @param onSignedIn called after a successful sign-in @param whose the suggested name */
export function createSignInForm(onSignedIn: () => void, whose = '') {
  const name = createField(
    words.name,
    element('input', {
      autocomplete: 'username',
      autocapitalize: 'none',
      required: true,
      value: whose,
    }),
  );
  const password = createField(
    words.password,
    element('input', { type: 'password', autocomplete: 'current-password', required: true }),
  );
  const notice = createNotice();
  const form = createForm(
    '',
    submit,
    name.element,
    password.element,
    notice.element,
    element('button', { type: 'submit', className: 'button wide', textContent: words.signIn }),
  );
  // The browser checks for empty fields: the API does not say whether name or password is wrong.
  form.noValidate = false;
  return {
    element: form,
    focus: () => (whose === '' ? name : password).control.focus(),
  };

  async function submit() {
    notice.hide();
    const answer = await signIn(name.control.value, password.control.value);
    if (answer.kind === 'accepted') {
      onSignedIn();
      return;
    }
    const isThrottled = answer.kind === 'unanswered' && answer.status === 429;
    if (answer.kind === 'refused') notice.show(words.refused, words.refusedText);
    else if (isThrottled) notice.show(words.throttled, words.throttledText);
    else notice.show(words.noAnswer, words.noAnswerText);
    password.control.select();
  }
}
