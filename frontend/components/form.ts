import { element } from './element.ts';

/**
 * A form that ignores a second submit while the first is being sent.
 */
export function createForm(
  className: string,
  send: () => Promise<void>,
  ...children: Node[]
): HTMLFormElement {
  let isSending = false;
  const form = element(
    'form',
    {
      className,
      // Faults are shown at the fields, in the page's language.
      noValidate: true,
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        if (!isSending) void submit();
      },
    },
    ...children,
  );
  return form;

  async function submit() {
    markAsSending(true);
    try {
      await send();
    } finally {
      markAsSending(false);
    }
  }

  function markAsSending(value: boolean) {
    isSending = value;
    // A disabled button would lose the focus.
    for (const button of form.querySelectorAll<HTMLButtonElement>('button[type=submit]')) {
      button.ariaDisabled = value ? 'true' : null;
    }
  }
}
