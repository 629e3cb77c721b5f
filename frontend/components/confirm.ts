import { createDialog, showDialog } from './dialog.ts';
import { html, render, type TemplateResult } from './html.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Shown below the text. */
  readonly details?: TemplateResult;
  readonly yes: string;
  readonly no: string;
  /** True when the action can be undone; its button is then not red. */
  readonly isHarmless?: boolean;
}

/** Asks before an action. Escape means no. */
export async function confirmFirst(wanted: Question): Promise<boolean> {
  const { title, text, details, yes, no, isHarmless = false } = wanted;
  const dialog = createDialog('question');
  const question = html`<form method="dialog">
    <h2 id="question">${title}</h2>
    <p>${text}</p>
    ${details}
    <div class="buttons">
      <button class="button soft" value="no">${no}</button>
      <button class="button ${isHarmless ? '' : 'bad'}" value="yes">${yes}</button>
    </div>
  </form>`;
  render(question, dialog);
  return (await showDialog(dialog)) === 'yes';
}
