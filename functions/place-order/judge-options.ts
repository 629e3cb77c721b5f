import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOfferedOptions, type OfferedOptions } from '../../shared/db/options.ts';
import type { LineOptions } from '../../shared/db/placement.ts';
import { DomainError, type Fault } from '../../shared/domain/errors.ts';
import {
  type Choice,
  type ChoiceFault,
  type ChosenOption,
  defaultChoices,
  judgeChoices,
  type OptionGroup,
} from '../../shared/domain/options.ts';
import { toOptionUses, type WantedLine } from '../../shared/domain/wanted-lines.ts';

/** A line with its options in the order of the groups. */
export interface JudgedLine extends OrderLine {
  readonly chosen: readonly ChosenOption[];
}

export interface JudgedLines {
  readonly lines: readonly JudgedLine[];
  /** The version of all options that decided; null when the order seems to need no options. */
  readonly version: number | null;
  /** Why the options are not possible. */
  readonly refusal: DomainError | null;
}

/**
 * The options that this process has read, by product, at one version. The insertion of an order compares the version, so
 * an order with options usually takes no further round trip.
 */
let known: OfferedOptions | undefined;
const maxKnown = 10_000;

/**
 * Judges the options of all lines.
 * @param isKnownStale whether the insertion has found that the options are unknown or have changed
 */
export async function judgeOptions(
  db: Queryable,
  lines: readonly OrderLine[],
  isKnownStale: boolean,
): Promise<JudgedLines> {
  const hasOptions = ({ product_id, options }: OrderLine) =>
    options !== undefined || known?.groups.has(product_id) === true;
  if (!isKnownStale && !lines.some(hasOptions)) {
    return { lines: lines.map((line) => ({ ...line, chosen: [] })), version: null, refusal: null };
  }
  const { groups, version } = await getOffered(
    db,
    lines.map(({ product_id }) => product_id),
    isKnownStale,
  );
  const judged = lines.map((line, index) => judgeLine(line, index, groups.get(line.product_id)));
  const faults = judged.flatMap((one) => one.faults);
  return {
    lines: judged.map(({ line }) => line),
    version,
    refusal: faults.length === 0 ? null : refuseOptions(faults),
  };
}

async function getOffered(
  db: Queryable,
  productIds: readonly number[],
  isKnownStale: boolean,
): Promise<OfferedOptions> {
  const isKnown = productIds.every((id) => known?.groups.has(id));
  if (!isKnownStale && known && isKnown) return known;
  const read = await findOfferedOptions(db, productIds);
  const isSame = known?.version === read.version && known.groups.size < maxKnown;
  known = {
    version: read.version,
    groups: new Map([...(isSame ? (known?.groups ?? []) : []), ...read.groups]),
  };
  return read;
}

function judgeLine(
  line: OrderLine,
  index: number,
  groups: readonly OptionGroup[] = [],
): { readonly line: JudgedLine; readonly faults: readonly Fault[] } {
  const choices = line.options?.map(toChoice) ?? defaultChoices(groups);
  const judged = judgeChoices(groups, choices, line.quantity);
  switch (judged.kind) {
    case 'valid':
      return { line: { ...line, chosen: judged.chosen }, faults: [] };
    case 'invalid':
      return {
        line: { ...line, chosen: [] },
        faults: judged.faults.map((fault) => toFault(fault, index, line.product_id, groups)),
      };
  }
}

function toChoice({
  option_id,
  quantity = 1,
  texts = [],
}: NonNullable<OrderLine['options']>[number]): Choice {
  return { optionId: option_id, quantity, texts };
}

function toFault(
  { reason, at, groupId, limit }: ChoiceFault,
  line: number,
  product_id: number,
  groups: readonly OptionGroup[],
): Fault {
  const group = groups.find((one) => one.groupId === groupId);
  const path = `/lines/${line}/options${at === null ? '' : `/${at}`}`;
  const words = reason.replaceAll('-', ' ');
  return {
    path,
    message: group ? `${group.name}: ${words}` : words,
    product_id,
    reason,
    ...(groupId !== null && { group_id: groupId }),
    ...(limit !== null && { limit }),
  };
}

/** An option that the client knows and the bakery no longer offers is a conflict; everything else breaks a rule. */
function refuseOptions(faults: readonly Fault[]): DomainError {
  const isGone = faults.every(({ reason }) => reason === 'unknown' || reason === 'sold-out');
  return isGone
    ? new DomainError('conflict', 'option-unavailable', 'An option is not available.', { faults })
    : new DomainError('unacceptable', 'invalid-options', 'The options do not fit the product.', {
        faults,
      });
}

export function toWantedLine({ product_id, quantity, chosen }: JudgedLine): WantedLine {
  return { productId: product_id, quantity, options: toOptionUses(chosen) };
}

/** The options as the order keeps them; null without options. */
export function toLineOptions(chosen: readonly ChosenOption[]): LineOptions | null {
  if (chosen.length === 0) return null;
  return {
    choices: chosen.map(({ group, option, quantity, priceMinor }) => ({
      group_id: group.groupId,
      group: group.name,
      kind: group.kind,
      option_id: option.optionId,
      option: option.name,
      quantity,
      price_minor: priceMinor,
      is_for_production: group.isForProduction,
    })),
    texts: Object.fromEntries(
      chosen.flatMap(({ optionId, texts }) => (texts.length > 0 ? [[optionId, texts]] : [])),
    ),
    allergens: chosen.flatMap(({ option }) => option.allergens),
    without: chosen.flatMap(({ option }) => option.without),
  };
}
