import type { Answer } from '../components/api.ts';
import { explainFault, explainProblem } from '../components/explain-problem.ts';
import { type Field, showFaults } from '../components/field.ts';
import { type FormState, sortFaults } from '../components/form.ts';
import type { createNotice } from '../components/notice.ts';
import { words } from './words.ts';

type Fields = Readonly<
  Record<
    string,
    Pick<Field<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>, 'showFault' | 'control'>
  >
>;

/**
 * A view's own texts for refusals: by problem code ("name-taken"), by fault message ("Too common"), or
 * by path with "n" for each number ("/opening_hours/n/n/to"). Other refusals get the common texts.
 */
export type Refusals = Readonly<Record<string, string>>;

/**
 * Explains a failed request: faults of fields at the fields, everything else in the notice.
 * @param names of the fields, as in `FormState`
 */
export function describeFailure(
  answer: Exclude<Answer<unknown>, { kind: 'accepted' }>,
  names: readonly string[] = [],
  refusals: Refusals = {},
): Pick<FormState, 'faults' | 'notice'> {
  const title = words.notSaved;
  if (answer.kind === 'unanswered') {
    const text = answer.status === 429 ? words.tooMany : words.noAnswer;
    return { faults: {}, notice: { title, text } };
  }
  const { code, errors = [] } = answer.problem;
  const { faults, others } = sortFaults(
    errors.map(({ path, message }) => ({ path, message: wordFault(path, message, refusals) })),
    names,
  );
  if (errors.length > 0 && others.length === 0) return { faults, notice: null };
  const text = [refusals[code] ?? explainProblem(answer.problem), ...others].join(' ');
  return { faults, notice: { title, text } };
}

function wordFault(path: string, message: string, refusals: Refusals): string {
  return refusals[message] ?? refusals[path.replaceAll(/\/\d+/g, '/n')] ?? explainFault(message);
}

/** Explains a failed request: faults of fields at the fields, everything else in the notice. */
export function showFailure(
  answer: Exclude<Answer<unknown>, { kind: 'accepted' }>,
  notice: ReturnType<typeof createNotice>,
  fields: Fields = {},
  refusals: Refusals = {},
): void {
  if (answer.kind === 'unanswered') {
    notice.show(words.notSaved, answer.status === 429 ? words.tooMany : words.noAnswer);
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
      words.notSaved,
      [refusals[code] ?? explainProblem(answer.problem), ...others].join(' '),
    );
  }
}
