import { createDialog } from '../../components/dialog.ts';
import { html } from '../../components/html.ts';
import type { OpenView } from '../view.ts';
import { showSignInForm } from './sign-in-form.ts';
import { words } from './words.ts';

/** @param onSignedIn called after a successful sign-in */
export function openSignIn(onSignedIn: () => void): OpenView {
  return ({ element: place }) => {
    const head = html`<h1>${words.title}</h1>`;
    showSignInForm(place, { className: 'panel narrow', head }, onSignedIn);
    place.querySelector('input')?.focus();
  };
}

/**
 * Asks for a sign-in in a dialog above the page, so that unsaved work stays. The dialog cannot be
 * closed. @param name of the expired session
 */
export function signInAgain(name: string): Promise<void> {
  return new Promise((resolve) => {
    const dialog = createDialog('session-ended', 'dialog session-ended');
    let isSignedIn = false;
    const head = html`<h2 id="session-ended">${words.ended}</h2>
      <p>${words.endedText(name)}</p>`;
    showSignInForm(dialog, { className: '', head, name }, () => {
      isSignedIn = true;
      dialog.close();
      resolve();
    });
    dialog.addEventListener('close', () => {
      if (isSignedIn) return;
      document.body.append(dialog);
      dialog.showModal();
    });
    dialog.showModal();
  });
}
