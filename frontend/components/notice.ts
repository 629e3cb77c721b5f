import type { Answer } from './api.ts';
import { element } from './element.ts';
import { explainProblem } from './explain-problem.ts';

/**
 * A box that says what went wrong, also to screen readers: they read what comes into a region that the
 * page has already. The box is hidden while it has nothing to say.
 */
export function createNotice() {
  const title = element('strong');
  const text = element('span');
  const box = element('p', { className: 'notice', hidden: true }, title, ' ', text);
  return {
    element: element('div', { className: 'live', role: 'alert' }, box),
    show(heading: string, detail = '') {
      title.textContent = heading;
      text.textContent = detail;
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
      title.textContent = '';
      text.textContent = '';
    },
  };
}

/** What to say about an answer that is not the wanted one. */
export function explainFailure(
  answer: Exclude<Answer<unknown>, { kind: 'accepted' }>,
  noAnswer: string,
): string {
  return answer.kind === 'unanswered' ? noAnswer : explainProblem(answer.problem);
}
