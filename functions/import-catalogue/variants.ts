import { createHash } from 'node:crypto';
import type { ProductFields } from '../../shared/domain/catalogue-file.ts';
import type { DraftBuilder } from './draft.ts';
import { htmlToText } from './html-to-text.ts';

/** One variation of a product in a file of another program. */
export interface Variant {
  readonly row: number;
  readonly key: string;
  /** The values of its attributes: "6 inch, Lemon". */
  readonly name: string;
  /** In the main unit. */
  readonly price: number;
  readonly isHidden: boolean;
  /** Undefined when it is not counted. */
  readonly stock: number | undefined;
}

export interface ForeignProduct {
  readonly row: number;
  /** The program's name, as the beginning of keys. */
  readonly keys: readonly [string, ...string[]];
  readonly name: string;
  readonly category: string;
  /** With or without markup. */
  readonly description: string;
  readonly isHidden: boolean;
  readonly pictures: readonly string[];
  /** The name of the attributes: "Size, Flavour"; empty when the file has none. */
  readonly attribute: string;
  /** At least one. */
  readonly variants: readonly Variant[];
  /** The stock of all variations together, where the file has it. */
  readonly stock?: number | undefined;
  /** A product whose only variation is not a choice. */
  readonly isSimple: boolean;
  readonly descriptionColumn: string;
}

const maxDescription = 1_000;

/**
 * A product with one group of options for all its variations: what several attributes cost together is not always the sum
 * of what each of them costs. The product has the price of the cheapest variation.
 */
export function addForeignProduct(draft: DraftBuilder, product: ForeignProduct): void {
  const { row, keys, variants, isSimple } = product;
  const price = Math.min(...variants.map((variant) => variant.price));
  const stock = stockOf(draft, product);
  const stated: Partial<ProductFields> = {
    name: htmlToText(product.name),
    price,
    ...(product.category !== '' && { category: htmlToText(product.category) }),
    ...describe(draft, product),
    ...(product.isHidden && { active: false }),
  };
  const initial = { kind: stock === undefined ? 'made_to_order' : 'shelf' } as const;
  draft.products.push({ row, keys, stated, initial, stock, pictures: picturesOf(draft, product) });
  if (isSimple) return;
  addVariants(draft, product, price);
}

function addVariants(draft: DraftBuilder, product: ForeignProduct, price: number): void {
  const { row, keys, variants } = product;
  const groupKeys = keys.map((key) => `${key}/variations`) as [string, ...string[]];
  draft.groups.push({
    row,
    keys: groupKeys,
    stated: product.attribute === '' ? {} : { name: shortName(draft, row, product.attribute) },
    initial: { kind: 'one' },
  });
  for (const variant of variants) {
    const name = shortName(draft, variant.row, htmlToText(variant.name));
    draft.options.push({
      row: variant.row,
      keys: [variant.key],
      groupKeys,
      stated: {
        name,
        price: Math.round((variant.price - price) * 100) / 100,
        ...(variant.isHidden && { active: false }),
      },
      initial: {},
    });
  }
  const [first] = variants.filter(({ isHidden }) => !isHidden);
  draft.uses.push({
    row,
    productKeys: keys,
    groupKeys,
    stated: {},
    initial: { min: 1, max: 1, defaults: first ? [first.key] : [] },
  });
}

/** The catalogue counts a product, not its options: all variations together, if each of them is counted. */
function stockOf(draft: DraftBuilder, { row, variants, stock, isSimple }: ForeignProduct) {
  if (stock !== undefined) return stock;
  const counted = variants.flatMap((variant) => variant.stock ?? []);
  if (counted.length === 0) return undefined;
  const sum = counted.reduce((all, units) => all + units, 0);
  const isWhole = counted.length === variants.length;
  if (!isWhole) draft.note(row, null, 'stock-not-counted', counted.join('; '));
  else if (!isSimple) draft.note(row, null, 'stock-added-up', String(sum));
  return isWhole ? sum : undefined;
}

function describe(
  draft: DraftBuilder,
  { row, description, descriptionColumn }: ForeignProduct,
): { description?: string } {
  const text = htmlToText(description);
  if (text === '') return {};
  if (text.length <= maxDescription) return { description: text };
  draft.note(row, descriptionColumn, 'shortened', String(text.length));
  return { description: shorten(text, maxDescription) };
}

/** Names of groups and options have at most 60 characters. */
function shortName(draft: DraftBuilder, row: number, name: string): string {
  if (name.length <= 60) return name;
  draft.note(row, null, 'shortened', name);
  return shorten(name, 60);
}

function shorten(text: string, length: number): string {
  const cut = text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
  return `${cut.replace(/\s+\S*$/u, '')}…`;
}

function picturesOf(draft: DraftBuilder, { row, pictures }: ForeignProduct): string[] {
  return [...new Set(pictures)].filter((address) => {
    const isAddress = /^https?:\/\//i.test(address) && URL.canParse(address);
    if (!isAddress && address !== '') draft.note(row, null, 'no-address', address);
    return isAddress;
  });
}

/** The last name of a path: "Celebration" of "Cakes > Celebration". */
export function lastOfPath(path: string): string {
  return path.split(/\s*>\s*/).findLast((part) => part !== '') ?? '';
}

/** A short key of texts that may be long, or have separators in them. */
export function hashKey(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url').slice(0, 16);
}

/** A part of a key, without spaces and separators of lists. */
export function keyPart(text: string): string {
  const written = encodeURIComponent(text.toWellFormed());
  return written.length <= 100 ? written : hashKey(text);
}
