import type { Failure } from '../components/api.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { words } from './words.ts';

/** The message for a failed answer. */
export function explainFailure(answer: Failure): string {
  return answer.kind === 'unanswered' ? words.noAnswer : explainProblem(answer.problem);
}
