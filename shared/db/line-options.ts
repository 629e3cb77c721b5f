import { toMainUnit } from '../domain/money.ts';
import type { GroupKind } from '../domain/options.ts';

/** A chosen option as the line of an order keeps it, in `order_lines.choices`. */
export interface FrozenChoice {
  readonly group_id: number;
  readonly group: string;
  readonly kind: GroupKind;
  readonly option_id: number;
  readonly option: string;
  /** In a piece. */
  readonly quantity: number;
  /** For a piece, all units together. */
  readonly price_minor: number;
  readonly is_for_production: boolean;
}

/** What customers wrote, by option. */
export type LineTexts = Readonly<Record<string, readonly string[]>>;

/** SQL for the fields `choices` and `texts` in `jsonb_build_object`. @param alias of the table of lines */
export function lineOptionFields(alias: string): string {
  return `'choices', ${alias}.choices, 'texts', ${alias}.texts`;
}

export interface LineOptionsRow {
  /** Null for a line without options. */
  readonly choices: readonly FrozenChoice[] | null;
  readonly texts: LineTexts | null;
}

/** The options of a line as clients see them. */
export function toLineOptions({ choices, texts }: LineOptionsRow) {
  return (choices ?? []).map((choice) => ({
    option_id: choice.option_id,
    group: choice.group,
    kind: choice.kind,
    option: choice.option,
    quantity: choice.quantity,
    price: toMainUnit(choice.price_minor),
    texts: [...(texts?.[choice.option_id] ?? [])],
    is_for_production: choice.is_for_production,
  }));
}
