import type { Problem } from '../../shared/contract/problem.ts';
import { commonWords } from './words.ts';
import { formatList } from './wording.ts';

/**
 * Why the bakery refused something, in the page's language.
 * @param nameAt what the part of the request is called that a fault is about, where people have a
 *   name for it: "Croissant" for "/lines/2/product_id"
 */
export function explainProblem(
  { code, detail, errors = [] }: Problem,
  nameAt: (path: string) => string | undefined = () => undefined,
): string {
  const names = new Set(
    errors.map(({ path }) => nameAt(path)).filter((name) => name !== undefined),
  );
  // The bakery may be newer than the page, and know more reasons.
  const { [code]: text = detail }: Readonly<Partial<Record<string, string>>> = commonWords.problems;
  return names.size === 0 ? text : commonWords.about(formatList([...names]), text);
}

/** What is wrong with a single value, in the page's language. @param message as the API has it */
export function explainFault(message: string): string {
  const { reasons, faults, faulty } = commonWords;
  return reasons[message] ?? faults[message] ?? faulty(message);
}
