import type { Product } from '../../shared/contract/products.ts';
import { formatList } from './wording.ts';
import { commonWords } from './words.ts';

export type Allergen = NonNullable<Product['allergens']>[number];

export function nameAllergens(allergens: readonly Allergen[]): string {
  return formatList(allergens.map((allergen) => commonWords.allergens[allergen]));
}

/** "Contains milk and nuts", "No allergens", or "Allergens not declared …". */
export function describeAllergens(allergens: Product['allergens']): string {
  if (allergens === null) return commonWords.allergensNotDeclared;
  if (allergens.length === 0) return commonWords.noAllergens;
  return commonWords.contains(nameAllergens(allergens));
}
