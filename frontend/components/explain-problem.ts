import type { Problem } from '../../shared/contract/problem.ts';
import { commonWords } from './words.ts';
import { formatList } from './wording.ts';

/**
 * The reason for a refused request, in the page's language.
 * @param nameAt the product's name for a path in the request: "Croissant" for "/lines/2/product_id"
 */
export function explainProblem(
  { code, detail, errors = [] }: Problem,
  nameAt: (path: string) => string | undefined = () => undefined,
): string {
  const names = new Set(
    errors.map(({ path }) => nameAt(path)).filter((name) => name !== undefined),
  );
  // A newer API may send codes that this page does not know.
  const { [code]: text = detail }: Readonly<Partial<Record<string, string>>> = commonWords.problems;
  return names.size === 0 ? text : commonWords.about(formatList([...names]), text);
}

/** A field error in the page's language. @param message the API's message */
export function explainFault(message: string): string {
  const { reasons, faults, faulty } = commonWords;
  return reasons[message] ?? faults[message] ?? faulty(message);
}
