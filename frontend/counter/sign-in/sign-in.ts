import { element } from '../../components/element.ts';
import type { OpenView } from '../view.ts';
import { createSignInForm } from './sign-in-form.ts';
import { words } from './words.ts';

/** @param onSignedIn called after a successful sign-in */
export function openSignIn(onSignedIn: () => void): OpenView {
  return ({ element: place }) => {
    const form = createSignInForm(onSignedIn);
    form.element.className = 'panel narrow';
    form.element.prepend(element('h1', { textContent: words.title }));
    place.append(form.element);
    form.focus();
  };
}

/**
 * Asks for a sign-in in a dialog above the page, so that unsaved work stays. The dialog cannot be
 * closed. @param name of the expired session
 */
export function signInAgain(name: string): Promise<void> {
  return new Promise((resolve) => {
    const title = element('h2', { id: 'session-ended', textContent: words.ended });
    const form = createSignInForm(() => {
      dialog.onclose = null;
      dialog.close();
      dialog.remove();
      resolve();
    }, name);
    form.element.prepend(title, element('p', { textContent: words.endedText(name) }));
    const dialog = element(
      'dialog',
      { className: 'dialog session-ended', onclose: () => dialog.showModal() },
      form.element,
    );
    dialog.setAttribute('aria-labelledby', title.id);
    document.body.append(dialog);
    dialog.showModal();
    form.focus();
  });
}
