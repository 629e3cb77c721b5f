import { parse } from '../../shared/contract/parse.ts';
import {
  groupInFile,
  optionInFile,
  productInFile,
  useInFile,
} from '../../shared/contract/catalogue-files.ts';
import type {
  GroupFields,
  OptionFields,
  ProductFields,
  UseFields,
} from '../../shared/domain/catalogue-file.ts';
import type {
  GroupChange,
  ImportPlan,
  KeyedCatalogue,
  KeyedGroup,
  KeyedOption,
  KeyedProduct,
  KeyedUse,
  OptionChange,
  ProductChange,
  UseChange,
} from '../../shared/domain/catalogue-import.ts';
import { getPriceMinor } from '../../shared/domain/catalogue.ts';
import { faultsOfProductGroups, hasOneOption } from '../../shared/domain/option-groups.ts';
import { type GroupKind, maxOptionsOfGroup } from '../../shared/domain/options.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { findMinorUnits } from '../../shared/domain/money.ts';
import { maxStock } from '../../shared/domain/stock.ts';
import type {
  Draft,
  FileFault,
  FileNote,
  GroupStatement,
  OptionStatement,
  ProductStatement,
  Statement,
  UseStatement,
} from './draft.ts';

export interface Planned {
  readonly plan: ImportPlan;
  /** Products of the file that stay as they are. */
  readonly unchanged: number;
  readonly faults: readonly FileFault[];
  readonly notes: readonly FileNote[];
}

/** The changes that make the catalogue say what the file says. What the file does not name stays. */
export function planImport(catalogue: KeyedCatalogue, draft: Draft): Planned {
  const planner = new Planner(catalogue, draft);
  return planner.plan();
}

type Stated<Fields> = Pick<Statement<Fields>, 'row' | 'stated' | 'initial'>;

class Planner {
  readonly #catalogue: KeyedCatalogue;
  readonly #draft: Draft;
  readonly #faults: FileFault[];
  readonly #notes: FileNote[];
  readonly #products: ReadonlyMap<string, KeyedProduct>;
  readonly #groups: ReadonlyMap<string, KeyedGroup>;
  readonly #options: ReadonlyMap<string, KeyedOption>;
  readonly #uses: ReadonlyMap<string, KeyedUse>;
  /** The keys that things of the file have or will have, by each key that the file knows. */
  readonly #keyOf = { product: new Map<string, string>(), group: new Map<string, string>() };
  readonly #taken = new Set<string>();
  /** The kinds of the groups of the file. */
  readonly #kinds = new Map<string, GroupKind>();

  constructor(catalogue: KeyedCatalogue, draft: Draft) {
    this.#catalogue = catalogue;
    this.#draft = draft;
    this.#faults = [...draft.faults];
    this.#notes = [...draft.notes];
    this.#products = byKey(catalogue.products);
    this.#groups = byKey(catalogue.groups);
    this.#options = byKey(catalogue.options);
    this.#uses = new Map(catalogue.uses.map((use) => [useKey(use.product, use.group), use]));
  }

  plan(): Planned {
    const { products, groups, options, uses } = this.#draft;
    const statedGroups = groups.flatMap((group) => this.#planGroup(group) ?? []);
    const statedOptions = options.flatMap((option) => this.#planOption(option) ?? []);
    const statedProducts = products.flatMap((product) => this.#planProduct(product) ?? []);
    const known = optionsByGroup(this.#catalogue.options, statedOptions);
    this.#checkGroups(statedGroups, statedOptions, known);
    const statedUses = uses.flatMap((use) => this.#planUse(use, known) ?? []);
    const changedUses = statedUses.filter(isChange);
    const usedBy = new Set(changedUses.map(({ product }) => product));
    const changed = statedProducts.filter(
      (product) => isChange(product) || product.stock !== null || usedBy.has(product.key),
    );
    const undeclared = changed.filter(
      ({ before, target }) => before === null && target.allergens === null,
    ).length;
    if (undeclared > 0) {
      const value = String(undeclared);
      this.#notes.push({ row: null, column: null, reason: 'allergens-not-declared', value });
    }
    return {
      plan: {
        products: changed,
        groups: statedGroups.filter(isChange),
        options: statedOptions.filter(isChange),
        uses: changedUses,
      },
      unchanged: statedProducts.length - changed.length,
      faults: this.#faults,
      notes: this.#notes,
    };
  }

  #planGroup(statement: GroupStatement): GroupChange | undefined {
    const found = findByKeys(this.#groups, statement.keys);
    const key = this.#claim('group', statement, found?.key);
    if (key === undefined) return undefined;
    if (found?.isRetired) {
      this.#noteRetired(statement.row, found.fields.name);
      return undefined;
    }
    const fields = { ...usualGroup(this.#words().variation), ...found?.fields };
    if (found && this.#statesAnother(statement, found.fields, 'kind')) return undefined;
    const target = this.#check(statement, found?.fields ?? null, fields, (all) =>
      parse(groupInFile, all),
    );
    if (!target) return undefined;
    const { row } = statement;
    return { row, key, before: found?.fields ?? null, target, version: found?.version ?? 0 };
  }

  #planOption(statement: OptionStatement): OptionChange | undefined {
    const found = findByKeys(this.#options, statement.keys);
    const group = this.#resolve('group', this.#groups, statement.groupKeys);
    if (group === undefined) {
      this.#fault(statement.row, null, 'unknown-group', statement.groupKeys[0]);
      return undefined;
    }
    const key = this.#claim('option', statement, found?.key);
    if (key === undefined) return undefined;
    if (found?.isRetired) {
      this.#noteRetired(statement.row, found.fields.name);
      return undefined;
    }
    if (this.#groups.get(group)?.isRetired) return undefined;
    if (found && found.group !== group) {
      this.#fault(statement.row, null, 'other-group', group);
      return undefined;
    }
    const fields = { ...usualOption, ...found?.fields };
    const target = this.#check(statement, found?.fields ?? null, fields, (all) => {
      const parsed = parse(optionInFile, all);
      requirePrice(parsed.price, this.#catalogue.currency);
      return parsed;
    });
    if (!target) return undefined;
    return { row: statement.row, key, group, before: found?.fields ?? null, target };
  }

  #planProduct(statement: ProductStatement): ProductChange | undefined {
    const found = findByKeys(this.#products, statement.keys);
    const key = this.#claim('product', statement, found?.key);
    if (key === undefined) return undefined;
    if (found && this.#statesAnother(statement, found.fields, 'kind')) return undefined;
    const usual = { ...usualProduct, category: this.#words().category };
    const { allergens = null } = { ...statement.initial, ...statement.stated };
    const fields = { ...usual, active: allergens !== null, ...found?.fields };
    const target = this.#check(statement, found?.fields ?? null, fields, (all) =>
      this.#parseProduct(all),
    );
    if (!target) return undefined;
    const stock = this.#planStock(statement, target, found);
    const { row, pictures } = statement;
    const { id = 0, version = 0 } = found ?? {};
    return { row, key, id, version, before: found?.fields ?? null, target, stock, pictures };
  }

  #parseProduct(all: ProductFields): ProductFields {
    const parsed = parse(productInFile, all);
    getPriceMinor(all.kind, parsed, this.#catalogue.currency);
    const { kind = all.kind, sale_opens_at, sale_closes_at, ...rest } = parsed;
    return {
      ...rest,
      kind,
      sale_opens_at: sale_opens_at?.toISOString() ?? null,
      sale_closes_at: sale_closes_at?.toISOString() ?? null,
    };
  }

  /** A file without a stock, and a product without one, leave it as it is. */
  #planStock(
    { row, stock, isStockUnchanged }: ProductStatement,
    { kind }: ProductFields,
    found: KeyedProduct | undefined,
  ): ProductChange['stock'] {
    if (stock === undefined || kind !== 'shelf') {
      if (stock !== undefined && found && isStockUnchanged === undefined) {
        this.#notes.push({ row, column: null, reason: 'stock-not-counted', value: String(stock) });
      }
      return null;
    }
    if (!Number.isInteger(stock) || stock < 0 || stock > maxStock) {
      this.#fault(row, null, 'no-whole-number', String(stock));
      return null;
    }
    const before = found?.stock ?? 0;
    if (stock === before || (found && isStockUnchanged)) return null;
    return { before, after: stock };
  }

  #planUse(statement: UseStatement, known: OptionsByGroup): UseChange | undefined {
    const { row } = statement;
    const product = this.#resolve('product', this.#products, statement.productKeys);
    const group = this.#resolve('group', this.#groups, statement.groupKeys);
    // The fault of a product or group that could not be planned is enough.
    if (product === undefined || group === undefined) {
      if (this.#draft.format === 'own' && group === undefined) {
        this.#fault(row, null, 'unknown-group', statement.groupKeys[0]);
      } else if (this.#draft.format === 'own') {
        this.#fault(row, null, 'unknown-parent', statement.productKeys[0]);
      }
      return undefined;
    }
    if (this.#groups.get(group)?.isRetired) {
      this.#noteRetired(row, this.#groups.get(group)?.fields.name ?? '');
      return undefined;
    }
    const found = this.#uses.get(useKey(product, group));
    const fields: UseFields = { min: 0, max: 1, free: 0, defaults: [], ...found?.fields };
    const target = this.#check(statement, found?.fields ?? null, fields, (all) =>
      parse(useInFile, all),
    );
    if (!target) return undefined;
    if (isChange({ before: found?.fields ?? null, target })) {
      this.#checkUse(row, target, group, known.get(group));
    }
    return { row, product, group, before: found?.fields ?? null, target };
  }

  /** The rules by which staff may give the group to a product. */
  #checkUse(
    row: number,
    target: UseFields,
    group: string,
    options: KnownOptions = new Map(),
  ): void {
    const keys = [...options.keys()];
    const unknown = target.defaults.find((option) => !options.has(option));
    if (unknown !== undefined) {
      this.#fault(row, this.#column('defaults'), 'unknown-option', unknown);
      return;
    }
    const kind = this.#kinds.get(group) ?? this.#groups.get(group)?.fields.kind ?? 'one';
    const terms = {
      ...target,
      group_id: 0,
      defaults: target.defaults.map((option) => keys.indexOf(option)),
    };
    const faults = faultsOfProductGroups(
      [terms],
      [{ id: 0, kind, options: keys.map((_, id) => ({ id })) }],
    );
    for (const { path, message } of faults) {
      this.#fault(row, this.#column(path.split('/')[3] ?? ''), 'invalid', message);
    }
  }

  /** The rules for all options of a group together. */
  #checkGroups(
    groups: readonly GroupChange[],
    options: readonly OptionChange[],
    known: OptionsByGroup,
  ): void {
    for (const { row, key, target } of groups) {
      this.#kinds.set(key, target.kind);
      const count = known.get(key)?.size ?? 0;
      const isWrong = hasOneOption(target.kind) ? count !== 1 : count === 0;
      if (isWrong || count > maxOptionsOfGroup) {
        this.#fault(row, null, 'wrong-number-of-options', String(count));
      }
    }
    for (const { row, key, group, before, target } of options.filter(isChange)) {
      const named = [...(known.get(group) ?? [])].filter(
        ([other, name]) => other !== key && name.toLowerCase() === target.name.toLowerCase(),
      );
      const isNew = before?.name !== target.name;
      // Two options of a file of another program have their fault already.
      if (named.length > 0 && isNew && this.#draft.format === 'own') {
        this.#fault(row, this.#column('name'), 'repeated-option', target.name);
      }
      const both = target.without.filter((allergen) => target.allergens.includes(allergen));
      if (both.length > 0) this.#fault(row, this.#column('without'), 'invalid', both.join('; '));
    }
  }

  /** The key of a statement; undefined after a fault, when another statement is about the same thing. */
  #claim(
    of: 'product' | 'group' | 'option',
    { row, keys }: Pick<Statement<unknown>, 'row' | 'keys'>,
    current: string | undefined,
  ): string | undefined {
    const key = current ?? keys[0];
    const taken = `${of} ${key}`;
    if (this.#taken.has(taken)) {
      const isKnown = this.#draft.faults.some((fault) => fault.row === row);
      if (!isKnown) this.#fault(row, null, 'repeated-key', key);
      return undefined;
    }
    this.#taken.add(taken);
    if (of !== 'option') keys.forEach((one) => this.#keyOf[of].set(one, key));
    return key;
  }

  #resolve(
    of: 'product' | 'group',
    current: ReadonlyMap<string, unknown>,
    keys: readonly string[],
  ): string | undefined {
    return (
      keys.map((key) => this.#keyOf[of].get(key)).find((key) => key !== undefined) ??
      keys.find((key) => current.has(key))
    );
  }

  #statesAnother<Fields>(
    { row, stated }: Stated<Fields>,
    current: Fields,
    field: keyof Fields,
  ): boolean {
    const isOther = stated[field] !== undefined && stated[field] !== current[field];
    if (isOther) this.#fault(row, this.#column(String(field)), 'other-kind', String(stated[field]));
    return isOther;
  }

  /**
   * The fields after the import, as a request would store them. Fields that stay are not checked again.
   * @returns undefined after a fault
   */
  #check<Fields extends object>(
    { row, stated, initial }: Stated<Fields>,
    current: Fields | null,
    usual: Fields,
    read: (all: Fields) => Fields,
  ): Fields | undefined {
    if (current && isSame(current, { ...current, ...stated })) return current;
    const all = current ? { ...current, ...stated } : { ...usual, ...initial, ...stated };
    try {
      const target = read(all);
      return current && isSame(current, target) ? current : target;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      for (const { path, message } of error.faults) {
        const [, field = ''] = path.split('/');
        const value = (all as Readonly<Record<string, unknown>>)[field];
        this.#fault(row, this.#column(field), 'invalid', `${message}${shown(value)}`);
      }
      return undefined;
    }
  }

  #noteRetired(row: number, value: string): void {
    this.#notes.push({ row, column: null, reason: 'retired', value });
  }

  #column(field: string): string | null {
    return this.#draft.columns[field] ?? null;
  }

  #fault(row: number, column: string | null, reason: FileFault['reason'], value: string): void {
    this.#faults.push({ row, column, reason, value });
  }

  /** Names for what a file leaves unnamed, in the language of the catalogue. */
  #words(): { readonly variation: string; readonly category: string } {
    return this.#catalogue.locale.startsWith('de')
      ? { variation: 'Variante', category: 'Sonstiges' }
      : { variation: 'Variation', category: 'Other' };
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string' && value !== '') return `: ${value.slice(0, 80).toWellFormed()}`;
  return typeof value === 'number' ? `: ${value}` : '';
}

function requirePrice(price: number, currency: string): void {
  if (findMinorUnits(price, currency) !== undefined) return;
  throw new DomainError('invalid', 'invalid-request', 'Too precise', {
    faults: [{ path: '/price', message: `Too precise for ${currency}` }],
  });
}

function useKey(product: string, group: string): string {
  return JSON.stringify([product, group]);
}

function byKey<Keyed extends { readonly key: string }>(all: readonly Keyed[]) {
  return new Map(all.map((one) => [one.key, one]));
}

function findByKeys<Found>(all: ReadonlyMap<string, Found>, keys: readonly string[]) {
  return keys.map((key) => all.get(key)).find((found) => found !== undefined);
}

/** The names of options by their keys. */
type KnownOptions = ReadonlyMap<string, string>;
type OptionsByGroup = ReadonlyMap<string, KnownOptions>;

/** The options of each group after the import. */
function optionsByGroup(
  current: readonly KeyedOption[],
  planned: readonly OptionChange[],
): OptionsByGroup {
  const all = [
    ...current
      .filter(({ isRetired }) => !isRetired)
      .map(({ key, group, fields }) => ({ key, group, name: fields.name })),
    ...planned.map(({ key, group, target }) => ({ key, group, name: target.name })),
  ];
  return new Map(
    [...Map.groupBy(all, ({ group }) => group)].map(([group, options]) => [
      group,
      new Map(options.map(({ key, name }) => [key, name])),
    ]),
  );
}

/** Whether options get allergens that pieces with them do not contain. */
export function addsWithout({ options }: ImportPlan): boolean {
  return options.some(({ before, target }) =>
    target.without.some((allergen) => !before?.without.includes(allergen)),
  );
}

function isChange({
  before,
  target,
}: {
  readonly before: unknown;
  readonly target: unknown;
}): boolean {
  return before !== target;
}

/** Lists of allergens have no order; the order of default options means nothing either. */
function isSame<Fields extends object>(a: Fields, b: Fields): boolean {
  return (Object.keys(a) as (keyof Fields)[]).every((field) => isSameValue(a[field], b[field]));
}

export function isSameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

const usualProduct: Omit<ProductFields, 'active'> = {
  name: '',
  category: '',
  description: '',
  price: Number.NaN,
  kind: 'made_to_order',
  allergens: null,
  traces: [],
  lead_time_hours: 0,
  lead_time_days: 0,
  daily_capacity: null,
  batch_size: 1,
  min_quantity: 1,
  quantity_step: 1,
  max_quantity: null,
  season_from: null,
  season_to: null,
  sale_opens_at: null,
  sale_closes_at: null,
  cut_off: null,
  cut_off_days: null,
  horizon_days: null,
};

const usualGroup = (name: string): GroupFields => ({
  name,
  kind: 'one',
  active: true,
  is_for_production: true,
  max_characters: null,
  characters: 'any',
});

const usualOption: OptionFields = {
  name: '',
  price: 0,
  active: true,
  allergens: [],
  without: [],
  lead_time_days: 0,
  daily_limit: null,
};
