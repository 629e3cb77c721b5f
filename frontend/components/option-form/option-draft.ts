import type { OrderLine } from '../../../shared/contract/orders.ts';
import {
  type Choice,
  type ChoiceFault,
  type ChosenOption,
  defaultChoices,
  judgeChoices,
  type Option,
  type OptionGroup,
} from '../../../shared/domain/options.ts';
import { cleanText } from '../../../shared/domain/readable-text.ts';

/** What is chosen so far for the pieces of a line. */
export interface OptionDraft {
  /** Units by option. */
  readonly units: Readonly<Record<number, number>>;
  /** Texts as typed, by option: the first one is for all pieces, unless there is one for each piece. */
  readonly texts: Readonly<Record<number, readonly string[]>>;
  /** Options with one text for each piece. */
  readonly perPiece: readonly number[];
  /** Whether all faults are shown: since the first attempt to use the choices. */
  readonly isChecked: boolean;
}

/** The options in a request. */
export type LineOptions = NonNullable<OrderLine['options']>;

/** The defaults. @param isAllowed whether a customer wants to see the option chosen */
export function newDraft(
  groups: readonly OptionGroup[],
  isAllowed: (option: Option) => boolean = () => true,
): OptionDraft {
  return toDraft(groups, defaultChoices(groups), isAllowed);
}

/** The choices of a line, without the options that are gone or sold out. */
export function draftOfLine(groups: readonly OptionGroup[], options: LineOptions): OptionDraft {
  return toDraft(groups, options.map(toChoice), ({ soldOut }) => soldOut === null);
}

function toDraft(
  groups: readonly OptionGroup[],
  choices: readonly Choice[],
  isAllowed: (option: Option) => boolean,
): OptionDraft {
  const allowed = groups.flatMap(({ options }) => options).filter(isAllowed);
  const kept = choices.filter((choice) =>
    allowed.some(({ optionId }) => optionId === choice.optionId),
  );
  return {
    units: Object.fromEntries(kept.map(({ optionId, quantity }) => [optionId, quantity])),
    texts: Object.fromEntries(kept.map(({ optionId, texts }) => [optionId, texts])),
    perPiece: kept.filter(({ texts }) => texts.length > 1).map(({ optionId }) => optionId),
    isChecked: false,
  };
}

export function toChoice({ option_id, quantity = 1, texts = [] }: LineOptions[number]): Choice {
  return { optionId: option_id, quantity, texts };
}

/** The options of a request, in one order for the same choices. */
export function toLineOptions(choices: readonly Choice[]): LineOptions {
  return choices
    .toSorted((one, other) => one.optionId - other.optionId)
    .map(({ optionId, quantity, texts }) => ({
      option_id: optionId,
      ...(quantity > 1 && { quantity }),
      ...(texts.length > 0 && { texts: [...texts] }),
    }));
}

export function choicesOf(
  groups: readonly OptionGroup[],
  draft: OptionDraft,
  pieces: number,
): Choice[] {
  return groups.flatMap(({ kind, options }) =>
    options.flatMap(({ optionId }): Choice[] => {
      if (kind === 'text') {
        const texts = textsOf(draft, optionId, pieces);
        return texts.length === 0 ? [] : [{ optionId, quantity: 1, texts }];
      }
      const quantity = draft.units[optionId] ?? 0;
      return quantity === 0 ? [] : [{ optionId, quantity, texts: [] }];
    }),
  );
}

/** Whether each piece has its own text. */
export function isPerPiece({ perPiece }: OptionDraft, optionId: number, pieces: number): boolean {
  return pieces > 1 && perPiece.includes(optionId);
}

/** One text for all pieces, or one for each piece, where a missing one is ''; none when all are missing. */
function textsOf(draft: OptionDraft, optionId: number, pieces: number): readonly string[] {
  const count = isPerPiece(draft, optionId, pieces) ? pieces : 1;
  const texts = Array.from({ length: count }, (_, at) =>
    cleanText(draft.texts[optionId]?.[at] ?? ''),
  );
  const [first = ''] = texts;
  if (texts.every((text) => text === first)) return first === '' ? [] : [first];
  return texts;
}

export function faultsOf(
  groups: readonly OptionGroup[],
  draft: OptionDraft,
  pieces: number,
): ChoiceFault[] {
  const choices = choicesOf(groups, draft, pieces);
  const judged = judgeChoices(groups, choices, pieces);
  const faults = judged.kind === 'invalid' ? judged.faults : [];
  const incomplete = choices.flatMap(({ optionId, texts }, at): ChoiceFault[] => {
    const group = groups.find(({ options }) => options.some((one) => one.optionId === optionId));
    if (!texts.includes('')) return [];
    const groupId = group?.groupId ?? null;
    return [{ reason: 'wrong-number-of-texts', at, groupId, limit: pieces }];
  });
  return [...incomplete, ...faults];
}

/** The chosen options with their prices, also while the choices are incomplete. */
export function pricedOptions(
  groups: readonly OptionGroup[],
  draft: OptionDraft,
  pieces: number,
): readonly ChosenOption[] {
  const withoutRules = groups.map((group) => ({
    ...group,
    min: 0,
    max: Infinity,
    maxCharacters: null,
    characters: 'any' as const,
    options: group.options.map((option) => ({ ...option, soldOut: null })),
  }));
  const judged = judgeChoices(withoutRules, choicesOf(groups, draft, pieces), pieces);
  return judged.kind === 'valid' ? judged.chosen : [];
}
