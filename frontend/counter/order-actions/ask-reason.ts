import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { words } from './words.ts';

/** Asks for the reason of a cancellation. @returns null when the dialog was closed without one */
export function askReason(id: number): Promise<string | null> {
  return new Promise((resolve) => {
    const field = createField(
      words.reason,
      element('input', { required: true, maxLength: 200, autocomplete: 'off' }),
      words.reasonHint,
    );
    const usual = words.usualReasons.map((reason) =>
      element('button', {
        type: 'button',
        className: 'button soft',
        textContent: reason,
        onclick: () => {
          field.control.value = reason;
          field.control.focus();
        },
      }),
    );
    const title = element('h2', { id: 'cancel-title', textContent: words.cancelTitle(id) });
    const dialog = element(
      'dialog',
      { className: 'dialog', onclose: finish },
      element(
        'form',
        { method: 'dialog' },
        title,
        element('div', { className: 'choices' }, ...usual),
        field.element,
        element(
          'div',
          { className: 'choices' },
          element('button', { className: 'button', value: 'cancel', textContent: words.cancel }),
          element('button', {
            type: 'button',
            className: 'link',
            textContent: words.keep,
            onclick: () => dialog.close(),
          }),
        ),
      ),
    );
    dialog.setAttribute('aria-labelledby', title.id);
    document.body.append(dialog);
    dialog.showModal();
    field.control.focus();

    function finish() {
      const reason = field.control.value.trim();
      dialog.remove();
      resolve(dialog.returnValue === 'cancel' && reason !== '' ? reason : null);
    }
  });
}
