import type { Product } from '../../../shared/contract/products.ts';
import type { LineOption } from '../../../shared/domain/line-options.ts';
import { nearestMinorUnits, toMainUnit } from '../../../shared/domain/money.ts';
import { type ChosenOption, unitPriceOf } from '../../../shared/domain/options.ts';
import { toQuantity } from '../../../shared/domain/quantities.ts';
import {
  draftOfLine,
  faultsOf,
  type LineOptions,
  newDraft,
  pricedOptions,
} from '../../components/option-form/option-draft.ts';
import { toOptionGroups } from '../../components/option-form/option-groups.ts';

/** A line of the order that staff are entering. */
export interface DraftLine {
  /** Names the line in the draft. */
  readonly id: number;
  readonly product: Product;
  readonly quantity: number;
  readonly note: string;
  /** All options of a piece, in one order for the same choices; empty for a product without options. */
  readonly options: LineOptions;
}

export type Choices = Pick<DraftLine, 'options' | 'quantity'>;

export const maxQuantity = 1_000;

/** The API's limit of lines in an order. */
export const maxLines = 50;

export function hasOptions({ option_groups: groups }: Product): boolean {
  return groups.length > 0;
}

/** Adds units to the line with the same choices, or adds a line. A line beyond the limit is not added. */
export function withUnits(
  lines: readonly DraftLine[],
  product: Product,
  { options, quantity }: Choices,
): readonly DraftLine[] {
  const added = { id: 0, product, options, quantity, note: '' };
  const same = lines.find((line) => isSame(line, added));
  if (same) return withQuantity(lines, same.id, same.quantity + quantity);
  const allowed = toQuantity(product, { from: 0, wanted: quantity, most: maxQuantity });
  if (allowed === 0 || lines.length >= maxLines) return lines;
  const id = 1 + Math.max(0, ...lines.map((line) => line.id));
  return [...lines, { ...added, id, quantity: hasTextForEach(added) ? quantity : allowed }];
}

/** Sets the quantity of a line; 0 removes it. */
export function withQuantity(
  lines: readonly DraftLine[],
  id: number,
  quantity: number,
): readonly DraftLine[] {
  return lines.flatMap((line) => {
    if (line.id !== id) return [line];
    const wanted = Math.round(quantity);
    const allowed = toQuantity(line.product, { from: line.quantity, wanted, most: maxQuantity });
    return allowed === 0 ? [] : [{ ...line, quantity: allowed }];
  });
}

/** Changes the choices of a line. A line that has the same choices then absorbs it, unless both have notes. */
export function withChoices(
  lines: readonly DraftLine[],
  id: number,
  choices: Choices,
): readonly DraftLine[] {
  const before = lines.find((line) => line.id === id);
  if (!before) return lines;
  const changed = { ...before, ...choices };
  const same = lines.find(
    (line) => line.id !== id && isSame(line, changed) && (line.note === '' || changed.note === ''),
  );
  if (!same) return lines.map((line) => (line.id === id ? changed : line));
  const quantity = Math.min(same.quantity + changed.quantity, maxQuantity);
  return lines
    .filter((line) => line.id !== id)
    .map((line) =>
      line.id === same.id ? { ...line, quantity, note: line.note || changed.note } : line,
    );
}

export function withNote(
  lines: readonly DraftLine[],
  id: number,
  note: string,
): readonly DraftLine[] {
  return lines.map((line) => (line.id === id ? { ...line, note } : line));
}

/** The same lines with the products as they are offered now. */
export function withProducts(
  lines: readonly DraftLine[],
  products: readonly Product[],
): readonly DraftLine[] {
  return lines.map((line) => ({
    ...line,
    product: products.find(({ id }) => id === line.product.id) ?? line.product,
  }));
}

/** Pieces with a text of their own differ from all others. */
function isSame(one: DraftLine, other: DraftLine): boolean {
  return (
    one.product.id === other.product.id &&
    !hasTextForEach(one) &&
    !hasTextForEach(other) &&
    JSON.stringify(one.options) === JSON.stringify(other.options)
  );
}

export function hasTextForEach({ options }: Pick<DraftLine, 'options'>): boolean {
  return options.some(({ texts = [] }) => texts.length > 1);
}

/** The units of a product in all lines. */
export function quantityOf(lines: readonly DraftLine[], { id }: Product): number {
  return unitsOf(lines.filter(({ product }) => product.id === id));
}

export function unitsOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Without options that are no longer offered. */
export function chosenOf({ product, options, quantity }: DraftLine): readonly ChosenOption[] {
  if (!hasOptions(product)) return [];
  const groups = toOptionGroups(product.option_groups);
  return pricedOptions(groups, draftOfLine(groups, options), quantity);
}

/** Whether the product has these options no longer, or has other rules for them. */
export function mustChooseAgain(line: DraftLine): boolean {
  const { product, options, quantity } = line;
  const groups = toOptionGroups(product.option_groups);
  return (
    chosenOf(line).length < options.length ||
    faultsOf(groups, draftOfLine(groups, options), quantity).length > 0
  );
}

export function describedOptionsOf(line: DraftLine): LineOption[] {
  return chosenOf(line).map(({ group, option, quantity, texts }) => ({
    group: group.name,
    kind: group.kind,
    option: option.name,
    quantity,
    texts,
  }));
}

/** In the main unit, for all pieces. */
export function priceOf(line: DraftLine): number {
  return toMainUnit(minorOf(line));
}

export function totalOf(lines: readonly DraftLine[]): number {
  return toMainUnit(lines.reduce((sum, line) => sum + minorOf(line), 0));
}

function minorOf(line: DraftLine): number {
  return unitPriceOf(nearestMinorUnits(line.product.price), chosenOf(line)) * line.quantity;
}

/** The price of a piece with the default options, in the main unit. */
export function usualPriceOf(product: Product): number {
  if (!hasOptions(product)) return product.price;
  const groups = toOptionGroups(product.option_groups);
  const chosen = pricedOptions(groups, newDraft(groups), 1);
  return toMainUnit(unitPriceOf(nearestMinorUnits(product.price), chosen));
}

/** Hours from the order to the earliest pickup, if all days are working days. */
export function leadTimeOf(lines: readonly DraftLine[]): number {
  const hoursOf = (line: DraftLine) =>
    line.product.lead_time_hours +
    24 * Math.max(0, ...chosenOf(line).map(({ option }) => option.leadTimeDays));
  return Math.max(0, ...lines.map(hoursOf));
}
