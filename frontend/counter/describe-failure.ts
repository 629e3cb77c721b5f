import type { Failure } from '../components/api.ts';
import { explainFault, explainProblem } from '../components/explain-problem.ts';
import { type FormState, sortFaults } from '../components/form.ts';
import { words } from './words.ts';

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
  answer: Failure,
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
