// cspell:ignore sichtbarkeit katalog produkt
import { keyColumn } from '../../shared/domain/catalogue-file.ts';
import { normaliseName } from './table.ts';

export const formats = ['square', 'shopify', 'woocommerce', 'own'] as const;
export type Format = (typeof formats)[number];

/** Files of the same programs that are not the catalogue. */
export type KnownOther = 'square-report' | 'square-customers' | 'shopify-inventory';

export type Detected = Format | KnownOther;

type Has = (...names: readonly string[]) => boolean;

const others: Readonly<Record<KnownOther, (has: Has) => boolean>> = {
  'square-report': (has) => has('item name', 'item id', 'variation id'),
  'square-customers': (has) => has('first name', 'last name', 'email address', 'reference id'),
  'shopify-inventory': (has) =>
    has('handle') && (has('on hand (current)') || has('on hand') || has('location', 'coo')),
};

/** Sources: the vendors' templates, and exports of shops; the tests name them. */
const catalogues: Readonly<Record<Format, (has: Has, hasPrefix: Has) => boolean>> = {
  own: (has) => has(normaliseName(keyColumn), 'record'),
  square: (has, hasPrefix) =>
    has('item name', 'variation name') &&
    (has('token') || has('reference handle') || hasPrefix('current quantity')),
  shopify: (has) =>
    has('handle', 'title', 'option1 value', 'variant price') ||
    (has('url handle', 'title') &&
      (has('published on online store') || has('option1 name') || has('product image url'))),
  woocommerce: (has) =>
    (has('type') &&
      (has('name') || has('sku')) &&
      (has('regular price') ||
        has('visibility in catalog') ||
        has('in stock?') ||
        has('parent', 'attribute 1 name'))) ||
    (has('typ') &&
      (has('artikelnummer') || has('name')) &&
      (has('regulärer preis') ||
        has('sichtbarkeit im katalog') ||
        has('vorrätig?') ||
        has('übergeordnetes produkt'))),
};

/** The format of a file with this header. Real files have dozens of columns that are not in any template. */
export function detectFormat(header: readonly string[]): Detected | undefined {
  const names = new Set(header.map(normaliseName));
  const has: Has = (...wanted) => wanted.every((name) => names.has(name));
  const hasPrefix: Has = (prefix = '') => [...names].some((name) => name.startsWith(prefix));
  const found = [
    ...Object.entries(others).filter(([, matches]) => matches(has)),
    ...Object.entries(catalogues).filter(([, matches]) => matches(has, hasPrefix)),
  ].map(([name]) => name as Detected);
  return found[0];
}
