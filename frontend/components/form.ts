import { element } from './element.ts';

/**
 * A form that sends one thing at a time: while that is on its way, pressing again does nothing.
 * @param send is what happens when it is submitted
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
      // The bakery says what is wrong, in the page's language and at the field.
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
