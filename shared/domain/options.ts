import type { Allergen, DeclaredAllergens } from './allergens.ts';
import type { LocalDate } from './calendar.ts';

/**
 * `one` option (a size), `several` (fillings), `quantities` that sum up (an assorted box), a `text` (an inscription), or
 * `yes_no` (candles). A group of the last two kinds has exactly one option.
 */
export const groupKinds = ['one', 'several', 'quantities', 'text', 'yes_no'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** `plain`: letters, digits, spaces and common punctuation, for decorators who write with icing. */
export const characterSets = ['any', 'plain'] as const;
export type CharacterSet = (typeof characterSets)[number];

export const maxGroupsOfProduct = 20;
export const maxOptionsOfGroup = 100;

export interface SoldOut {
  /** The first pickup day that can have the option again; null until staff say otherwise. */
  readonly until: LocalDate | null;
}

export function isSoldOutOn(soldOut: SoldOut | null, date: LocalDate): boolean {
  return soldOut !== null && (soldOut.until === null || date < soldOut.until);
}

function isSoldOut({ soldOut }: Pick<Option, 'soldOut'>): boolean {
  return soldOut !== null && soldOut.until === null;
}

export interface Option {
  readonly optionId: number;
  readonly name: string;
  /** Added to the price of a piece; may be negative. */
  readonly priceMinor: number;
  readonly allergens: readonly Allergen[];
  /** Allergens of the product that a piece with this option does not contain. */
  readonly without: readonly Allergen[];
  /** Working days in addition to those of the product. */
  readonly leadTimeDays: number;
  /** Units for each pickup day; null for no limit. */
  readonly dailyLimit: number | null;
  readonly soldOut: SoldOut | null;
  /** The units of pools that the option takes, in addition to those of the product. */
  readonly pools: readonly { readonly poolId: number; readonly weight: number }[];
}

/** A group of options of a product, without those that customers cannot see. */
export interface OptionGroup {
  readonly groupId: number;
  readonly name: string;
  readonly kind: GroupKind;
  /** The number of options of a piece, or the sum of their quantities. */
  readonly min: number;
  readonly max: number;
  /** Of a group of the kind `several`: the number of options without a price. */
  readonly free: number;
  /** Options of an order that names none, by id; repeated for a quantity. */
  readonly defaults: readonly number[];
  /** Whether the bake sheet counts by these options. */
  readonly isForProduction: boolean;
  /** Of a text: the most user-perceived characters. */
  readonly maxCharacters: number | null;
  readonly characters: CharacterSet;
  /** In the order in which customers see them. */
  readonly options: readonly Option[];
}

/** A choice of a customer for each piece of a line. */
export interface Choice {
  readonly optionId: number;
  /** Of a group of the kind `quantities`. */
  readonly quantity: number;
  /** Of a text: one for all pieces, or one for each piece. */
  readonly texts: readonly string[];
}

/** A choice with its price, as an order keeps it. */
export interface ChosenOption extends Choice {
  readonly group: OptionGroup;
  readonly option: Option;
  /** For one piece, all units together. */
  readonly priceMinor: number;
}

export const choiceFaultReasons = [
  'missing',
  'too-few',
  'too-many',
  'unknown',
  'repeated',
  'no-quantity',
  'no-text',
  'wrong-number-of-texts',
  'too-long',
  'wrong-character',
  'sold-out',
] as const;
export type ChoiceFaultReason = (typeof choiceFaultReasons)[number];

export interface ChoiceFault {
  readonly reason: ChoiceFaultReason;
  /** The choice; null for a group without a choice. */
  readonly at: number | null;
  readonly groupId: number | null;
  /** The number that the choice breaks. */
  readonly limit: number | null;
}

export type JudgedChoices =
  | { readonly kind: 'valid'; readonly chosen: readonly ChosenOption[] }
  | { readonly kind: 'invalid'; readonly faults: readonly ChoiceFault[] };

/** The choices of a line that names none. Options that are sold out are left out. */
export function defaultChoices(groups: readonly OptionGroup[]): Choice[] {
  return groups.flatMap(({ defaults, options }) =>
    options.flatMap((option) => {
      const { optionId } = option;
      const quantity = defaults.filter((id) => id === optionId).length;
      return quantity === 0 || isSoldOut(option) ? [] : [{ optionId, quantity, texts: [] }];
    }),
  );
}

/**
 * Judges the choices for a line. Valid choices come back in the order of the groups and options, so equal choices are
 * equal whatever their order was.
 * @param pieces the quantity of the line
 */
export function judgeChoices(
  groups: readonly OptionGroup[],
  choices: readonly Choice[],
  pieces: number,
): JudgedChoices {
  const faults = [
    ...faultsOfIds(groups, choices),
    ...groups.flatMap((group) => faultsOfGroup(group, choices, pieces)),
  ];
  if (faults.length > 0) return { kind: 'invalid', faults };
  return { kind: 'valid', chosen: groups.flatMap((group) => choose(group, choices)) };
}

function faultsOfIds(groups: readonly OptionGroup[], choices: readonly Choice[]): ChoiceFault[] {
  const known = new Set(groups.flatMap(({ options }) => options.map(({ optionId }) => optionId)));
  return choices.flatMap(({ optionId }, at): ChoiceFault[] => {
    const isRepeated = choices.findIndex((one) => one.optionId === optionId) < at;
    if (!isRepeated && known.has(optionId)) return [];
    return [{ reason: isRepeated ? 'repeated' : 'unknown', at, groupId: null, limit: null }];
  });
}

function faultsOfGroup(
  group: OptionGroup,
  choices: readonly Choice[],
  pieces: number,
): ChoiceFault[] {
  const { groupId, kind, min, max } = group;
  const fault = (reason: ChoiceFaultReason, at: number | null, limit: number | null = null) => ({
    reason,
    at,
    groupId,
    limit,
  });
  const chosen = choices.flatMap((choice, at) => {
    const option = group.options.find(({ optionId }) => optionId === choice.optionId);
    return option ? [{ choice, option, at }] : [];
  });
  const units = chosen.reduce((sum, { choice }) => sum + choice.quantity, 0);
  const ofCount = () => {
    if (units === 0 && min > 0) return [fault('missing', null, min)];
    if (units < min) return [fault('too-few', null, min)];
    return units > max ? [fault('too-many', null, max)] : [];
  };
  const ofChoices = chosen.flatMap(({ choice, option, at }) => [
    ...(isSoldOut(option) ? [fault('sold-out', at)] : []),
    ...(kind !== 'quantities' && choice.quantity !== 1 ? [fault('no-quantity', at)] : []),
    ...(kind === 'text'
      ? faultsOfTexts(group, choice.texts, pieces).map(({ reason, limit }) =>
          fault(reason, at, limit),
        )
      : choice.texts.map(() => fault('no-text', at)).slice(0, 1)),
  ]);
  return ofChoices.length > 0 ? ofChoices : ofCount();
}

const notPlain = /[^\p{L}\p{M}\p{N} .,;:!?'’"“”„&()+/–-]/u;

function faultsOfTexts(
  { characters, maxCharacters }: OptionGroup,
  texts: readonly string[],
  pieces: number,
): { readonly reason: ChoiceFaultReason; readonly limit: number | null }[] {
  if (texts.length !== 1 && texts.length !== pieces) {
    return [{ reason: 'wrong-number-of-texts', limit: pieces }];
  }
  const isTooLong = texts.some((text) => maxCharacters !== null && lengthOf(text) > maxCharacters);
  const isWrong = characters === 'plain' && texts.some((text) => notPlain.test(text));
  return [
    ...(isTooLong ? [{ reason: 'too-long' as const, limit: maxCharacters }] : []),
    ...(isWrong ? [{ reason: 'wrong-character' as const, limit: null }] : []),
  ];
}

let graphemes: Intl.Segmenter | undefined;

/** The number of user-perceived characters (Unicode Standard Annex 29): a family emoji is one. */
export function lengthOf(text: string): number {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return [...graphemes.segment(text)].length;
}

function choose(group: OptionGroup, choices: readonly Choice[]): ChosenOption[] {
  const chosen = group.options.flatMap((option) => {
    const choice = choices.find(({ optionId }) => optionId === option.optionId);
    return choice
      ? [{ ...choice, group, option, priceMinor: option.priceMinor * choice.quantity }]
      : [];
  });
  return group.kind === 'several' ? withFreeOptions(chosen, group.free) : chosen;
}

/**
 * The dearest options are the free ones. So the price does not depend on the order of the choices, and no order would be
 * cheaper.
 */
function withFreeOptions(chosen: readonly ChosenOption[], free: number): ChosenOption[] {
  const freeIds = new Set(
    chosen
      .filter(({ priceMinor }) => priceMinor > 0)
      .toSorted((a, b) => b.priceMinor - a.priceMinor)
      .slice(0, free)
      .map(({ optionId }) => optionId),
  );
  return chosen.map((one) => (freeIds.has(one.optionId) ? { ...one, priceMinor: 0 } : one));
}

/** What the options add to the price of a piece; negative for a discount. */
export function surchargeOf(chosen: readonly Pick<ChosenOption, 'priceMinor'>[]): number {
  return chosen.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
}

/** The price of a piece with options; never negative. */
export function unitPriceOf(
  priceMinor: number,
  chosen: readonly Pick<ChosenOption, 'priceMinor'>[],
): number {
  return Math.max(0, priceMinor + surchargeOf(chosen));
}

/** The allergens of a piece: those of the product unless an option replaces them, and those of the options. */
export function allergensOf(
  ofProduct: DeclaredAllergens,
  chosen: readonly { readonly option: Pick<Option, 'allergens' | 'without'> }[],
): DeclaredAllergens {
  if (ofProduct === null) return null;
  const without = new Set(chosen.flatMap(({ option }) => option.without));
  const added = chosen.flatMap(({ option }) => option.allergens);
  return [...new Set([...ofProduct.filter((one) => !without.has(one)), ...added])];
}

/** The working days from the order of a piece to its pickup: those of the product and of its slowest option. */
export function leadTimeDaysOf(
  ofProduct: number,
  options: readonly Pick<Option, 'leadTimeDays'>[],
): number {
  return ofProduct + Math.max(0, ...options.map(({ leadTimeDays }) => leadTimeDays));
}
