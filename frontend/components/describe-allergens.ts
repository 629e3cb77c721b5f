import type { Product } from '../../shared/contract/products.ts';
import { formatList } from './wording.ts';
import { commonWords } from './words.ts';

export type Allergen = NonNullable<Product['allergens']>[number];

const inOrder = Object.keys(commonWords.allergens) as Allergen[];

/** The names in the order of the EU list. */
export function nameAllergens(allergens: readonly Allergen[]): string {
  return formatList(
    inOrder
      .filter((allergen) => allergens.includes(allergen))
      .map((allergen) => commonWords.allergens[allergen]),
  );
}

/** "Contains milk. May contain traces of nuts.", "No allergens", or "Allergens not declared …". */
export function describeAllergens({
  allergens,
  traces,
}: Pick<Product, 'allergens' | 'traces'>): string {
  if (allergens === null) return commonWords.allergensNotDeclared;
  const contained = allergens.length > 0 ? [commonWords.contains(nameAllergens(allergens))] : [];
  const possible = traces.length > 0 ? [commonWords.mayContain(nameAllergens(traces))] : [];
  const sentences = [...contained, ...possible];
  return sentences.length === 0 ? commonWords.noAllergens : sentences.join('. ');
}

/** Whether the product is declared to be free of all allergens, also of traces. */
export function isFreeOfAllergens({ allergens, traces }: Pick<Product, 'allergens' | 'traces'>) {
  return allergens?.length === 0 && traces.length === 0;
}
