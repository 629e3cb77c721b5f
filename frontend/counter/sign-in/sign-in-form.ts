import { showForm } from '../../components/form-view.ts';
import { html, type TemplateResult } from '../../components/html.ts';
import { signIn } from '../staff-api.ts';
import { words } from './words.ts';

interface SignInForm {
  readonly className: string;
  /** Above the fields. */
  readonly head: TemplateResult;
  /** The suggested name; the focus then begins in the password. */
  readonly name?: string;
}

/** @param onSignedIn called after a successful sign-in */
export function showSignInForm(
  place: HTMLElement,
  { className, head, name = '' }: SignInForm,
  onSignedIn: () => void,
): void {
  showForm(place, {
    className,
    submit: words.signIn,
    buttonClass: 'button wide',
    // The API does not say whether name or password is wrong.
    isCheckedByBrowser: true,
    prefix: 'sign-in-',
    values: { name, password: '' },
    send: async ({ name, password }) => {
      const answer = await signIn(name, password);
      if (answer.kind === 'accepted') onSignedIn();
      else place.querySelector<HTMLInputElement>('input[type=password]')?.select();
      return { notice: explain(answer) };
    },
    content: ({ input }) =>
      html`${head}
      ${input('name', words.name, {
        autocomplete: 'username',
        autocapitalize: 'none',
        required: true,
      })}
      ${input('password', words.password, {
        type: 'password',
        autocomplete: 'current-password',
        autofocus: name !== '',
        required: true,
      })}`,
  });
}

function explain(answer: Awaited<ReturnType<typeof signIn>>) {
  if (answer.kind === 'accepted') return null;
  if (answer.kind === 'refused') return { title: words.refused, text: words.refusedText };
  return answer.status === 429
    ? { title: words.throttled, text: words.throttledText }
    : { title: words.noAnswer, text: words.noAnswerText };
}
