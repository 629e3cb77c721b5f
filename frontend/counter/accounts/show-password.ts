import { element } from '../../components/element.ts';
import { showToast } from '../../components/toast.ts';
import { words } from './words.ts';

/** Shows a new password once, so that the manager can pass it on. */
export function createPasswordPanel() {
  const text = element('p');
  const password = element('code', { className: 'password' });
  const box = element(
    'div',
    { className: 'panel password-panel' },
    text,
    password,
    element('button', {
      type: 'button',
      className: 'button soft',
      textContent: words.copy,
      onclick: () => void copy(),
    }),
  );
  box.hidden = true;
  return {
    element: element('div', { className: 'live', role: 'status' }, box),
    show(name: string, newPassword: string) {
      text.textContent = words.passwordReady(name);
      password.textContent = newPassword;
      box.hidden = false;
      box.scrollIntoView({ block: 'nearest' });
    },
  };

  async function copy() {
    try {
      await navigator.clipboard.writeText(password.textContent);
      showToast(words.copied);
    } catch {
      // Without HTTPS there is no clipboard: select the password for copying by hand.
      getSelection()?.selectAllChildren(password);
    }
  }
}
