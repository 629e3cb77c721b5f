import { element } from './element.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Shown below the text. */
  readonly details?: Node;
  readonly yes: string;
  readonly no: string;
}

/** Asks before an action that cannot be undone. Escape means no. */
export function confirmFirst({ title, text, details, yes, no }: Question): Promise<boolean> {
  const heading = element('h2', { id: 'question', textContent: title });
  const dialog = element(
    'dialog',
    { className: 'dialog' },
    element(
      'form',
      { method: 'dialog' },
      heading,
      element('p', { textContent: text }),
      ...(details ? [details] : []),
      element(
        'div',
        { className: 'buttons' },
        element('button', { className: 'button soft', value: 'no', textContent: no }),
        element('button', { className: 'button bad', value: 'yes', textContent: yes }),
      ),
    ),
  );
  dialog.setAttribute('aria-labelledby', heading.id);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    };
  });
}
