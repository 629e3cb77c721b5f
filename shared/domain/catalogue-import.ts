import type { GroupFields, OptionFields, ProductFields, UseFields } from './catalogue-file.ts';

/** The catalogue as an import compares it with a file. Everything is named by its key. */
export interface KeyedCatalogue {
  readonly currency: string;
  readonly locale: string;
  readonly products: readonly KeyedProduct[];
  readonly groups: readonly KeyedGroup[];
  readonly options: readonly KeyedOption[];
  readonly uses: readonly KeyedUse[];
}

export interface KeyedProduct {
  readonly id: number;
  readonly key: string;
  readonly version: number;
  readonly fields: ProductFields;
  /** Null unless it is a shelf product. */
  readonly stock: number | null;
}

export interface KeyedGroup {
  readonly key: string;
  readonly version: number;
  readonly isRetired: boolean;
  readonly fields: GroupFields;
}

export interface KeyedOption {
  readonly key: string;
  readonly group: string;
  readonly isRetired: boolean;
  readonly fields: OptionFields;
}

export interface KeyedUse {
  readonly product: string;
  readonly group: string;
  readonly fields: UseFields;
}

/** The new value of something; `before` is null when it is new. */
export interface Change<Fields> {
  readonly row: number;
  readonly key: string;
  readonly before: Fields | null;
  readonly target: Fields;
}

export interface ProductChange extends Change<ProductFields> {
  /** 0 for a new product. */
  readonly id: number;
  readonly version: number;
  /** Units before and after a count, or of a new product; null when the stock stays as it is. */
  readonly stock: { readonly before: number; readonly after: number } | null;
  readonly pictures: readonly string[];
}

export interface GroupChange extends Change<GroupFields> {
  readonly version: number;
}

export interface OptionChange extends Change<OptionFields> {
  readonly group: string;
}

export interface UseChange extends Omit<Change<UseFields>, 'key'> {
  readonly product: string;
  readonly group: string;
}

/** Everything that an import changes. Two equal plans change the same catalogue in the same way. */
export interface ImportPlan {
  readonly products: readonly ProductChange[];
  readonly groups: readonly GroupChange[];
  readonly options: readonly OptionChange[];
  readonly uses: readonly UseChange[];
}
