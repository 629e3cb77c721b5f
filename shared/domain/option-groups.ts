/** The rules for groups of options and for the groups of a product. */
import type { Allergen } from './allergens.ts';
import { DomainError, type Fault } from './errors.ts';
import { findMinorUnits, fractionDigitsOf } from './money.ts';
import type { GroupKind } from './options.ts';
import { invalidRequest } from './refusals.ts';

/** The fields of an option that depend on others, on the group, or on the bakery's currency. */
export interface OptionTerms {
  /** Undefined for a new option. */
  readonly id?: number | undefined;
  readonly name: string;
  /** In main units. */
  readonly price: number;
  readonly allergens: readonly Allergen[];
  readonly without: readonly Allergen[];
  readonly pools: readonly { readonly pool_id: number }[];
}

export interface GroupTerms<Option extends OptionTerms = OptionTerms> {
  readonly max_characters: number | null;
  readonly characters: 'any' | 'plain';
  readonly confirms_without: boolean;
  readonly options: readonly Option[];
}

/** What the rules for a group need to know besides the request. */
export interface GroupContext {
  readonly kind: GroupKind;
  readonly currency: string;
  /** The options before the change, by id; none of a new group. */
  readonly before: ReadonlyMap<number, Pick<OptionTerms, 'without'>>;
  /** The largest minimum of a product that has the group. */
  readonly needed: number;
  /** Those of the wanted pools that exist. */
  readonly pools: ReadonlySet<number>;
}

/**
 * The options with their prices in whole minor units.
 * @throws DomainError `invalid` with every fault · `unacceptable` an option removes an allergen without a confirmation
 */
export function judgeGroup<Option extends OptionTerms>(
  terms: GroupTerms<Option>,
  context: GroupContext,
): (Option & { readonly price_minor: number })[] {
  const { options } = terms;
  const judged = options.map((option) => ({
    ...option,
    price_minor: findMinorUnits(option.price, context.currency),
  }));
  const faults = [
    ...faultsOfKind(terms, context),
    ...judged.flatMap((option, at) =>
      faultsOfOption(option, options.slice(0, at), context).map((fault) => ({
        ...fault,
        path: `/options/${at}${fault.path}`,
      })),
    ),
  ];
  if (faults.length > 0) throw invalidRequest(faults);
  if (!terms.confirms_without) requireNoNewWithout(options, context);
  return judged.map((option) => ({ ...option, price_minor: option.price_minor ?? 0 }));
}

function faultsOfKind(
  { max_characters, characters, options }: GroupTerms,
  { kind, needed }: GroupContext,
): Fault[] {
  const isText = kind === 'text';
  return [
    ...(isText === (max_characters !== null)
      ? []
      : [
          {
            path: '/max_characters',
            message: isText ? 'A text needs a maximum' : 'Only a text has this',
          },
        ]),
    ...(isText || characters === 'any'
      ? []
      : [{ path: '/characters', message: 'Only a text has this' }]),
    ...(!hasOneOption(kind) || options.length === 1
      ? []
      : [{ path: '/options', message: 'Exactly one option in a group of this kind' }]),
    ...(kind !== 'several' || options.length >= needed
      ? []
      : [{ path: '/options', message: `A product needs at least ${needed} of these options` }]),
  ];
}

/** Whether groups of this kind have exactly one option. */
export function hasOneOption(kind: GroupKind): boolean {
  return kind === 'text' || kind === 'yes_no';
}

function faultsOfOption(
  option: OptionTerms & { readonly price_minor: number | undefined },
  earlier: readonly OptionTerms[],
  { currency, before, pools }: GroupContext,
): Fault[] {
  const { id, price_minor, allergens, without } = option;
  const isRepeated = earlier.some((one) => one.id === id);
  return [
    ...(id === undefined || (before.has(id) && !isRepeated)
      ? []
      : [{ path: '/id', message: isRepeated ? 'Listed already' : 'Not an option of this group' }]),
    ...(earlier.some(({ name }) => isSameName(name, option.name))
      ? [{ path: '/name', message: 'Another option of the group has this name' }]
      : []),
    ...(price_minor === undefined
      ? [
          {
            path: '/price',
            message: `Too precise: ${currency} has ${fractionDigitsOf(currency)} decimals`,
          },
        ]
      : []),
    ...without.flatMap((allergen, at) =>
      allergens.includes(allergen)
        ? [{ path: `/without/${at}`, message: 'Listed as an allergen already' }]
        : [],
    ),
    ...option.pools.flatMap(({ pool_id }, at) =>
      pools.has(pool_id)
        ? []
        : [{ path: `/pools/${at}/pool_id`, message: 'There is no such pool' }],
    ),
  ];
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase().normalize('NFC') === other.toLowerCase().normalize('NFC');
}

/** Customers with an allergy rely on it, so a manager confirms it for each option in the request that adds it. */
function requireNoNewWithout(options: readonly OptionTerms[], { before }: GroupContext) {
  const faults = options.flatMap(({ id, without }, at) => {
    const known = id === undefined ? [] : (before.get(id)?.without ?? []);
    return without.every((allergen) => known.includes(allergen))
      ? []
      : [{ path: `/options/${at}/without`, message: 'Not confirmed' }];
  });
  if (faults.length === 0) return;
  throw new DomainError(
    'unacceptable',
    'unconfirmed-allergens',
    'An option removes an allergen. Confirm it with `confirms_without`.',
    { faults },
  );
}

/** A group as a product has it. */
export interface ProductGroupTerms {
  readonly group_id: number;
  readonly min: number;
  readonly max: number;
  readonly free: number;
  readonly defaults: readonly number[];
}

interface KnownGroup {
  readonly id: number;
  readonly kind: GroupKind;
  readonly options: readonly { readonly id: number }[];
}

/** @param known all groups */
export function faultsOfProductGroups(
  groups: readonly ProductGroupTerms[],
  known: readonly KnownGroup[],
): Fault[] {
  return groups.flatMap((terms, at) => {
    const group = known.find(({ id }) => id === terms.group_id);
    const faults = group
      ? [...faultsOfNumbers(terms, group), ...faultsOfDefaults(terms, group)]
      : [{ path: '/group_id', message: 'There is no such group' }];
    return faults.map((fault) => ({ ...fault, path: `/option_groups/${at}${fault.path}` }));
  });
}

function faultsOfNumbers({ min, max, free }: ProductGroupTerms, group: KnownGroup): Fault[] {
  const { kind, options } = group;
  const most = kind === 'quantities' ? 1_000 : kind === 'several' ? options.length : 1;
  return [
    ...(min <= max ? [] : [{ path: '/max', message: 'Must not be less than the minimum' }]),
    ...(max <= most ? [] : [{ path: '/max', message: `At most ${most} in this group` }]),
    ...(free <= max ? [] : [{ path: '/free', message: 'Must not be more than the maximum' }]),
    ...(free === 0 || kind === 'several'
      ? []
      : [{ path: '/free', message: 'Only in a group of several options' }]),
  ];
}

function faultsOfDefaults({ min, max, defaults }: ProductGroupTerms, group: KnownGroup): Fault[] {
  const { kind, options } = group;
  if (kind === 'text') {
    return defaults.length === 0 ? [] : [{ path: '/defaults', message: 'A text has no default' }];
  }
  const ofIds = defaults.flatMap((id, at) => {
    const isRepeated = kind !== 'quantities' && defaults.indexOf(id) < at;
    if (options.some((option) => option.id === id) && !isRepeated) return [];
    const message = isRepeated ? 'Listed already' : 'Not an option of this group';
    return [{ path: `/defaults/${at}`, message }];
  });
  const isRightCount = defaults.length === 0 || (defaults.length >= min && defaults.length <= max);
  if (ofIds.length > 0 || isRightCount) return ofIds;
  return [{ path: '/defaults', message: 'As many as a customer may choose, or none' }];
}

export function unknownOptionGroup(ids: readonly number[]): DomainError {
  const message = `There is no group of options ${ids.join(', ')}.`;
  return new DomainError('not-found', 'unknown-option-group', message);
}

export function unknownOption(id: number): DomainError {
  return new DomainError('not-found', 'unknown-option', `There is no option ${id}.`);
}

/** The refusal of a change that is based on an old version. */
export function staleOptionGroup(id: number): DomainError {
  const message = `Group ${id} has changed. Load it again before you change it.`;
  return new DomainError('conflict', 'stale-version', message, {
    faults: [{ path: '/version', message: 'Not the current version' }],
  });
}

/** @param products that have the group */
export function groupInUse(products: readonly number[]): DomainError {
  const message = `These products have the group: ${products.join(', ')}.`;
  return new DomainError('conflict', 'group-in-use', message, {
    faults: products.map((product_id) => ({
      path: '/id',
      message: `Product ${product_id} has it`,
      product_id,
    })),
  });
}
