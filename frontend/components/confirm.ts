import { createDialog, showDialog } from './dialog.ts';
import { html, render, type TemplateResult } from './html.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Shown below the text. */
  readonly details?: TemplateResult;
  readonly yes: string;
  readonly no: string;
}

/** Asks before an action that cannot be undone. Escape means no. */
export async function confirmFirst({ title, text, details, yes, no }: Question): Promise<boolean> {
  const dialog = createDialog('question');
  const question = html`<form method="dialog">
    <h2 id="question">${title}</h2>
    <p>${text}</p>
    ${details}
    <div class="buttons">
      <button class="button soft" value="no">${no}</button>
      <button class="button bad" value="yes">${yes}</button>
    </div>
  </form>`;
  render(question, dialog);
  return (await showDialog(dialog)) === 'yes';
}
