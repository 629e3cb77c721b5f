/** The fourteen allergens of Regulation (EU) No 1169/2011, annex II. */
export const allergens = [
  'gluten',
  'crustaceans',
  'eggs',
  'fish',
  'peanuts',
  'soybeans',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const;

export type Allergen = (typeof allergens)[number];

/**
 * Null when the bakery has not declared the allergens; an empty list declares that there are none.
 */
export type DeclaredAllergens = readonly Allergen[] | null;
