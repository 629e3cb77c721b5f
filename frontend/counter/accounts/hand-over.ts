import { element } from '../../components/element.ts';
import { showToast } from '../../components/toast.ts';
import { words } from './words.ts';

/** Shows the password that somebody is to be told; nobody can look it up later. */
export function createHandOver() {
  const text = element('p');
  const password = element('code', { className: 'password' });
  const box = element(
    'div',
    { className: 'panel hand-over' },
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
      text.textContent = words.handOver(name);
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
      // Without https there is no clipboard; what is selected can be copied by hand.
      getSelection()?.selectAllChildren(password);
    }
  }
}
