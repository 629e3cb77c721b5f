import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createNotice } from '../../components/notice.ts';
import { signIn } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words } from './words.ts';

/** @param onSignedIn called when somebody is in */
export function openSignIn(onSignedIn: () => void): OpenView {
  return ({ element: place }) => {
    const name = createField(
      words.name,
      element('input', { autocomplete: 'username', autocapitalize: 'none', required: true }),
    );
    const password = createField(
      words.password,
      element('input', { type: 'password', autocomplete: 'current-password', required: true }),
    );
    const notice = createNotice();
    const button = element('button', { className: 'button wide', textContent: words.signIn });
    const form = element(
      'form',
      {
        className: 'panel narrow',
        onsubmit: (event: SubmitEvent) => {
          event.preventDefault();
          void submit();
        },
      },
      element('h1', { textContent: words.title }),
      name.element,
      password.element,
      notice.element,
      button,
    );
    place.append(form);
    name.control.focus();

    async function submit() {
      if (button.disabled) return;
      button.disabled = true;
      notice.hide();
      const answer = await signIn(name.control.value, password.control.value);
      button.disabled = false;
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
  };
}
