import type { OrderLine } from '../../shared/contract/orders.ts';

/** A line of the basket. Lines of one product differ in their options. */
export interface BasketLine extends OrderLine {
  /** Of a line with options: what the customer saw when choosing them. */
  readonly shown?: ShownOptions | undefined;
}

interface ShownOptions {
  /** "Large · Vanilla" */
  readonly text: string;
  /** For one piece, in the main unit; missing when the line comes from an earlier order. */
  readonly price?: number | undefined;
}

/** In the order in which the lines were added. */
export type Basket = readonly BasketLine[];

/** The most units of one product in one order. */
export const maxQuantity = 1_000;

/** Names a line: equal for the same product with the same options in any sequence. */
export type LineKey = string;

export function keyOf({ product_id, options }: Pick<OrderLine, 'product_id' | 'options'>): LineKey {
  if (options === undefined) return String(product_id);
  const parts = options
    .toSorted((one, other) => one.option_id - other.option_id)
    .map(({ option_id, quantity = 1, texts = [] }) => [option_id, quantity, ...texts]);
  return `${product_id} ${JSON.stringify(parts)}`;
}

/** The units of a product in all its lines. */
export function quantityOf(basket: Basket, productId: number): number {
  return basket.reduce((sum, line) => sum + (line.product_id === productId ? line.quantity : 0), 0);
}

export function findLine(basket: Basket, key: LineKey): BasketLine | undefined {
  return basket.find((line) => keyOf(line) === key);
}

/** Sets the quantity of the line with this product and these options. A quantity of 0 removes the line. */
export function withQuantity(basket: Basket, wanted: BasketLine): Basket {
  const quantity = Math.max(0, Math.min(maxQuantity, Math.trunc(wanted.quantity) || 0));
  const key = keyOf(wanted);
  const lines = findLine(basket, key)
    ? basket.map((line) => (keyOf(line) === key ? { ...line, quantity } : line))
    : [...basket, { ...wanted, quantity }];
  return lines.filter((line) => line.quantity > 0);
}

/** @param note for the bakers, as typed */
export function withNote(basket: Basket, key: LineKey, note: string): Basket {
  return basket.map((line) => (keyOf(line) === key ? { ...line, note } : line));
}

/** Merges the lines into those with the same product and options. */
export function addLines(basket: Basket, lines: Basket): Basket {
  return lines.reduce(addLine, basket);
}

function addLine(basket: Basket, added: BasketLine): Basket {
  const same = findLine(basket, keyOf(added));
  if (!same) return withQuantity(basket, added);
  const sum = merge(same, added);
  if (keyOf(sum) === keyOf(same)) {
    return withQuantity(basket, sum).map((line) =>
      keyOf(line) === keyOf(sum) && added.shown ? { ...line, shown: added.shown } : line,
    );
  }
  return addLine(
    basket.filter((line) => line !== same),
    sum,
  );
}

/** Each piece keeps its own text. */
function merge(one: BasketLine, other: BasketLine): BasketLine {
  const quantity = one.quantity + other.quantity;
  const options = one.options?.map((option) =>
    hasTextPerPiece(option)
      ? { ...option, texts: [...(option.texts ?? []), ...(option.texts ?? [])] }
      : option,
  );
  const note = one.note ?? other.note;
  return {
    ...one,
    quantity,
    ...(options !== undefined && { options }),
    ...(note !== undefined && { note }),
  };
}

function hasTextPerPiece({ texts = [] }: NonNullable<OrderLine['options']>[number]): boolean {
  return texts.length > 1;
}

/** The line with fewer pieces, and without the texts of the others. */
export function keepPieces(line: BasketLine, quantity: number): BasketLine {
  const options = line.options?.map((option) =>
    hasTextPerPiece(option)
      ? { ...option, texts: (option.texts ?? []).slice(0, quantity) }
      : option,
  );
  return { ...line, quantity, ...(options !== undefined && { options }) };
}

/** Whether the quantity depends on the texts, one for each piece. */
export function hasTextsPerPiece({ options = [] }: BasketLine): boolean {
  return options.some(hasTextPerPiece);
}

/** Replaces a line where it is, or adds the line when there is none to replace. */
export function replaceLine(basket: Basket, key: LineKey, line: BasketLine): Basket {
  const at = basket.findIndex((one) => keyOf(one) === key);
  if (at === -1) return addLines(basket, [line]);
  const note = line.note ?? basket[at]?.note;
  const changed = note === undefined ? line : { ...line, note };
  return addLines([], basket.with(at, changed));
}

export function takeOutLines(basket: Basket, lines: Basket): Basket {
  return lines.reduce((rest, line) => {
    const held = findLine(rest, keyOf(line));
    return held ? withQuantity(rest, { ...held, quantity: held.quantity - line.quantity }) : rest;
  }, basket);
}

/** Compares two baskets regardless of the order of their lines. */
export function holdsTheSame(some: Basket, others: Basket): boolean {
  return (
    some.length === others.length &&
    some.every((line) => {
      const other = findLine(others, keyOf(line));
      return other?.quantity === line.quantity && (other.note ?? '') === (line.note ?? '');
    })
  );
}

export function countUnits(basket: Basket): number {
  return basket.reduce((sum, line) => sum + line.quantity, 0);
}
