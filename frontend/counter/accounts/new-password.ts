import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { words } from './words.ts';

/** Nothing that could be taken for something else; 32 of them, so that each is as likely as all others. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of four, to be read aloud: 80 bits that nobody guesses. */
function inventPassword(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  const text = Array.from(numbers, (number) => letters[number % letters.length] ?? '').join('');
  return text.replaceAll(/(.{4})(?!$)/g, '$1-');
}

/** A field for somebody else's new password, in sight because it is to be handed over. */
export function createPasswordField() {
  const field = createField(
    words.password,
    element('input', {
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: false,
      className: 'password',
    }),
    words.rule,
  );
  const generate = element('button', {
    type: 'button',
    className: 'button soft',
    textContent: words.generate,
    onclick: () => {
      field.control.value = inventPassword();
      field.control.focus();
    },
  });
  return {
    field,
    element: element('div', { className: 'with-button' }, field.element, generate),
  };
}
