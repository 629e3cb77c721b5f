import type { GroupKind } from './options.ts';
import { isolateForeign } from './readable-text.ts';

/** A chosen option, as the line of an order keeps it. */
export interface LineOption {
  readonly group: string;
  readonly kind: GroupKind;
  readonly option: string;
  /** In a piece. */
  readonly quantity: number;
  /** One text for all pieces, or one for each piece; empty after the removal of personal data. */
  readonly texts: readonly string[];
}

/** "Large", "2 × Vanilla", or "Candles" for the answer yes. */
export function nameChoice({ group, kind, option, quantity }: Omit<LineOption, 'texts'>): string {
  const name = isolateForeign(kind === 'yes_no' || kind === 'text' ? group : option);
  return quantity === 1 ? name : `${quantity}\u00a0×\u00a0${name}`;
}

/** "Large · Vanilla · Candles": the choices for a piece; a text is named only when it is removed. */
export function describeChoices(options: readonly LineOption[]): string {
  return options
    .filter(({ texts }) => texts.length === 0)
    .map(nameChoice)
    .join(' · ');
}

/** A text of the customer. */
export interface Inscription {
  /** The name of the group. */
  readonly group: string;
  readonly text: string;
  /** The number of the piece, from 1; null when the text is for every piece. */
  readonly piece: number | null;
}

/** The texts of a line: those for every piece, and those for one piece by its number. */
export function inscriptionsOf(options: readonly LineOption[]): Inscription[] {
  return options.flatMap(({ group, texts }) =>
    texts.map((text, at) => ({ group, text, piece: texts.length === 1 ? null : at + 1 })),
  );
}

/** @param piece from 1 */
export function inscriptionsOfPiece(options: readonly LineOption[], piece: number): Inscription[] {
  return inscriptionsOf(options).filter((one) => one.piece === null || one.piece === piece);
}
