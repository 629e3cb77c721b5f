import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { words } from './words.ts';

/** 32 characters that do not look alike. A byte has 8 × 32 values, so the remainder below has no bias. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of four characters that are easy to read aloud: 80 random bits. */
function generatePassword(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  const text = Array.from(numbers, (number) => letters[number % letters.length] ?? '').join('');
  return text.replaceAll(/(.{4})(?!$)/g, '$1-');
}

/** A field for another person's new password. The password is visible, because the manager passes it on. */
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
      field.control.value = generatePassword();
      field.control.focus();
    },
  });
  return {
    field,
    element: element('div', { className: 'with-button' }, field.element, generate),
  };
}
