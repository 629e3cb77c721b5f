/**
 * The bakery's own CSV file of the catalogue. A row is a group of options, an option, a product, or the use of a group by a
 * product. The names of the columns are the same in every language, so that a file fits every bakery.
 */
import type { Allergen, DeclaredAllergens } from './allergens.ts';
import type { ProductKind } from './catalogue.ts';
import type { CharacterSet, GroupKind } from './options.ts';

/** Names a row for good: also a renamed product is found by its key. No other program has a column with this name. */
export const keyColumn = 'Bakery key';
export const recordColumn = 'Record';
/** The key of the group of an option or a use. */
export const groupColumn = 'Group';

export const recordTypes = ['group', 'option', 'product', 'product group'] as const;
export type RecordType = (typeof recordTypes)[number];

/** How a cell is written. A nullable value that is null is an empty cell. */
export type CellType =
  | 'text'
  | 'money'
  | 'number'
  | 'yes-no'
  /** Words, separated by "; ". */
  | 'list'
  /** The same; empty for null, and "none" for an empty list. */
  | 'declared-list';

/** The fields of a product in a file; instants as ISO strings. */
export interface ProductFields {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  /** In the main unit. */
  readonly price: number;
  readonly kind: ProductKind;
  readonly active: boolean;
  readonly allergens: DeclaredAllergens;
  readonly traces: readonly Allergen[];
  readonly lead_time_hours: number;
  readonly lead_time_days: number;
  readonly daily_capacity: number | null;
  readonly batch_size: number;
  readonly min_quantity: number;
  readonly quantity_step: number;
  readonly max_quantity: number | null;
  readonly season_from: string | null;
  readonly season_to: string | null;
  readonly sale_opens_at: string | null;
  readonly sale_closes_at: string | null;
  readonly cut_off: string | null;
  readonly cut_off_days: number | null;
  readonly horizon_days: number | null;
}

export interface GroupFields {
  readonly name: string;
  readonly kind: GroupKind;
  readonly active: boolean;
  readonly is_for_production: boolean;
  readonly max_characters: number | null;
  readonly characters: CharacterSet;
}

export interface OptionFields {
  readonly name: string;
  /** Added to the price of a piece, in the main unit. */
  readonly price: number;
  readonly active: boolean;
  readonly allergens: readonly Allergen[];
  readonly without: readonly Allergen[];
  readonly lead_time_days: number;
  readonly daily_limit: number | null;
}

/** How a product uses a group. */
export interface UseFields {
  readonly min: number;
  readonly max: number;
  readonly free: number;
  /** The keys of options; repeated for a quantity. */
  readonly defaults: readonly string[];
}

type Columns<Fields> = Readonly<Record<keyof Fields, readonly [column: string, type: CellType]>>;

export const productColumns: Columns<ProductFields> = {
  name: ['Name', 'text'],
  category: ['Category', 'text'],
  description: ['Description', 'text'],
  price: ['Price', 'money'],
  kind: ['Kind', 'text'],
  active: ['Active', 'yes-no'],
  allergens: ['Allergens', 'declared-list'],
  traces: ['Traces', 'list'],
  lead_time_hours: ['Lead time hours', 'number'],
  lead_time_days: ['Lead time days', 'number'],
  daily_capacity: ['Daily capacity', 'number'],
  batch_size: ['Batch size', 'number'],
  min_quantity: ['Minimum quantity', 'number'],
  quantity_step: ['Quantity step', 'number'],
  max_quantity: ['Maximum quantity', 'number'],
  season_from: ['Season from', 'text'],
  season_to: ['Season to', 'text'],
  sale_opens_at: ['Sale opens', 'text'],
  sale_closes_at: ['Sale closes', 'text'],
  cut_off: ['Cut-off', 'text'],
  cut_off_days: ['Cut-off days', 'number'],
  horizon_days: ['Days ahead', 'number'],
};

/** The stock that staff may change, and the stock at the time of the export: only a difference is a count. */
export const stockColumn = 'Stock';
export const exportedStockColumn = 'Stock when exported';

export const groupColumns: Columns<GroupFields> = {
  name: ['Name', 'text'],
  kind: ['Kind', 'text'],
  active: ['Active', 'yes-no'],
  is_for_production: ['For production', 'yes-no'],
  max_characters: ['Maximum characters', 'number'],
  characters: ['Characters', 'text'],
};

export const optionColumns: Columns<OptionFields> = {
  name: ['Name', 'text'],
  price: ['Price', 'money'],
  active: ['Active', 'yes-no'],
  allergens: ['Allergens', 'list'],
  without: ['Without', 'list'],
  lead_time_days: ['Lead time days', 'number'],
  daily_limit: ['Daily limit', 'number'],
};

export const useColumns: Columns<UseFields> = {
  min: ['Minimum choices', 'number'],
  max: ['Maximum choices', 'number'],
  free: ['Free choices', 'number'],
  defaults: ['Default options', 'list'],
};

/** All columns in their order. */
export const fileColumns: readonly string[] = [
  ...new Set([
    recordColumn,
    keyColumn,
    groupColumn,
    'Name',
    'Category',
    'Description',
    'Kind',
    'Price',
    stockColumn,
    exportedStockColumn,
    ...[productColumns, groupColumns, optionColumns, useColumns].flatMap((columns) =>
      Object.values<readonly [string, CellType]>(columns).map(([column]) => column),
    ),
  ]),
];

export const listSeparator = '; ';
/** A declared list without entries. */
export const emptyList = 'none';
