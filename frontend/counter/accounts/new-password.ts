import type { fieldsOf } from '../../components/field.ts';
import { type EventAt, html } from '../../components/html.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

/** 32 characters that do not look alike. A byte has 8 × 32 values, so the remainder below has no bias. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of four characters that are easy to read aloud: 80 random bits. */
function generatePassword(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  const text = Array.from(numbers, (number) => letters[number % letters.length] ?? '').join('');
  return text.replaceAll(/(.{4})(?!$)/g, '$1-');
}

/** The password is visible, because the manager passes it on. */
const look = {
  hint: words.rule,
  autocapitalize: 'none',
  spellcheck: false,
  className: 'password',
} as const;

type Fields = Pick<ReturnType<typeof fieldsOf<'/password'>>, 'input' | 'type'>;

/** A field for another person's new password, with a button that generates one. */
export function newPasswordField({ input, type }: Fields) {
  const generate = ({ currentTarget }: EventAt<HTMLElement>) => {
    type('/password', generatePassword());
    currentTarget.parentElement?.querySelector('input')?.focus();
  };
  return html`<div class="with-button">
    ${input('/password', words.password, look)}
    <button type="button" class="button soft" @click=${generate}>${words.generate}</button>
  </div>`;
}

export const passwordRefusals = { ...counterWords.passwordFaults, ...words.refusals };
