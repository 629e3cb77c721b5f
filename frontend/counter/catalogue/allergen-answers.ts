import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { Allergen } from '../../components/describe-allergens.ts';

/** What the manager has answered about one allergen. */
export type Answer = 'contains' | 'traces' | 'no';

export const answers: readonly Answer[] = ['contains', 'traces', 'no'];

/** The answers by allergen; a missing one is unanswered. */
export type Answers = Readonly<Partial<Record<Allergen, Answer>>>;

type Declared = Pick<CatalogueProduct, 'allergens' | 'traces'>;

/** @param names of all allergens */
export function toAnswers({ allergens, traces }: Declared, names: readonly Allergen[]): Answers {
  if (allergens === null) return {};
  const answerFor = (name: Allergen): Answer => {
    if (allergens.includes(name)) return 'contains';
    return traces.includes(name) ? 'traces' : 'no';
  };
  return Object.fromEntries(names.map((name) => [name, answerFor(name)]));
}

/** Not declared unless all allergens are answered. */
export function toDeclared(given: Answers, names: readonly Allergen[]): Declared {
  if (unanswered(given, names).length > 0) return { allergens: null, traces: [] };
  return {
    allergens: names.filter((name) => given[name] === 'contains'),
    traces: names.filter((name) => given[name] === 'traces'),
  };
}

export function unanswered(given: Answers, names: readonly Allergen[]): readonly Allergen[] {
  return names.filter((name) => given[name] === undefined);
}

/** Whether some allergens are answered and some are not: such answers cannot be saved. */
export function isIncomplete(given: Answers, names: readonly Allergen[]): boolean {
  const count = unanswered(given, names).length;
  return count > 0 && count < names.length;
}

export function answerNo(given: Answers, names: readonly Allergen[]): Answers {
  return {
    ...given,
    ...Object.fromEntries(unanswered(given, names).map((name) => [name, 'no' as const])),
  };
}
