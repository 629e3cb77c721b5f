import type { Answer } from '../components/api.ts';
import { explainFault, explainProblem } from '../components/explain-problem.ts';
import { type Field, showFaults } from '../components/field.ts';
import type { createNotice } from '../components/notice.ts';
import { words } from './words.ts';

type Fields = Readonly<
  Record<
    string,
    Pick<Field<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>, 'showFault' | 'control'>
  >
>;

/**
 * What a view says about refusals, by the code of the problem ("name-taken"), by the message of a
 * fault ("Too common"), or by its path, with "n" for every number in it ("/opening_hours/n/n/to").
 * What is not in it is said in the words that all pages have for it.
 */
export type Refusals = Readonly<Record<string, string>>;

/** Says why something was not done: what is wrong with a field at that field, all else in the notice. */
export function showFailure(
  answer: Exclude<Answer<unknown>, { kind: 'accepted' }>,
  notice: ReturnType<typeof createNotice>,
  fields: Fields = {},
  refusals: Refusals = {},
): void {
  if (answer.kind === 'unanswered') {
    notice.show(words.notDone, answer.status === 429 ? words.tooMany : words.noAnswer);
    return;
  }
  const { code, errors = [] } = answer.problem;
  const worded = errors.map(({ path, message }) => ({
    path,
    message:
      refusals[message] ?? refusals[path.replaceAll(/\/\d+/g, '/n')] ?? explainFault(message),
  }));
  const others = showFaults({ errors: worded }, fields);
  const isAllAtFields = errors.length > 0 && others.length === 0;
  if (!isAllAtFields) {
    notice.show(
      words.notDone,
      [refusals[code] ?? explainProblem(answer.problem), ...others].join(' '),
    );
  }
}
