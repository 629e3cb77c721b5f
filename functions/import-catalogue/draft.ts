import type {
  GroupFields,
  OptionFields,
  ProductFields,
  UseFields,
} from '../../shared/domain/catalogue-file.ts';
import type { Format } from './detect-format.ts';

/** What a file says about one thing of the catalogue. */
export interface Statement<Fields> {
  readonly row: number;
  /** Keys under which the catalogue may know it; a new one gets the first. */
  readonly keys: readonly [string, ...string[]];
  /** What the file says; a missing field stays as it is. */
  readonly stated: Partial<Fields>;
  /** What else a new one gets, instead of the usual value. */
  readonly initial: Partial<Fields>;
}

export interface ProductStatement extends Statement<ProductFields> {
  /** The units in stock; undefined when the file does not count the product. */
  readonly stock: number | undefined;
  /** Whether the stock is the one of the time of the export, and so no count. */
  readonly isStockUnchanged?: boolean;
  /** Addresses of pictures. */
  readonly pictures: readonly string[];
}

export type GroupStatement = Statement<GroupFields>;

export interface OptionStatement extends Statement<OptionFields> {
  readonly groupKeys: readonly [string, ...string[]];
}

export interface UseStatement extends Omit<Statement<UseFields>, 'keys'> {
  readonly productKeys: readonly [string, ...string[]];
  readonly groupKeys: readonly [string, ...string[]];
}

/** Why a cell prevents the import. */
export const faultReasons = [
  'missing-name',
  'missing-key',
  'repeated-key',
  'repeated-option',
  'repeated-column',
  'no-number',
  'no-whole-number',
  'no-date',
  'unknown-word',
  'unknown-record',
  'unknown-parent',
  'unknown-group',
  'unknown-option',
  'too-many-cells',
  'other-kind',
  'wrong-number-of-options',
  'other-group',
  'invalid',
] as const;
export type FaultReason = (typeof faultReasons)[number];

export interface FileFault {
  readonly row: number;
  /** As the header writes it; null for the whole row. */
  readonly column: string | null;
  readonly reason: FaultReason;
  /** The text of the cell, or what is wrong with it. */
  readonly value: string;
}

/** What is not imported, or imported differently, without preventing the import. */
export const noteReasons = [
  'no-price',
  'unsupported-type',
  'modifier-set',
  'several-places',
  'stock-added-up',
  'stock-not-counted',
  'shortened',
  'guessed-numbers',
  'no-address',
  'retired',
  'allergens-not-declared',
] as const;
export type NoteReason = (typeof noteReasons)[number];

export interface FileNote {
  /** Null for the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly reason: NoteReason;
  readonly value: string;
}

/** A file as statements about the catalogue, whatever its format. */
export interface Draft {
  readonly format: Format;
  readonly products: readonly ProductStatement[];
  readonly groups: readonly GroupStatement[];
  readonly options: readonly OptionStatement[];
  readonly uses: readonly UseStatement[];
  /** The columns of the fields, as the header writes them. */
  readonly columns: Readonly<Partial<Record<string, string>>>;
  readonly faults: readonly FileFault[];
  readonly notes: readonly FileNote[];
  /** Columns with values that no reader uses. */
  readonly ignoredColumns: readonly string[];
}

/** Collects a draft while a file is read. */
export class DraftBuilder {
  readonly products: ProductStatement[] = [];
  readonly groups: GroupStatement[] = [];
  readonly options: OptionStatement[] = [];
  readonly uses: UseStatement[] = [];
  readonly faults: FileFault[] = [];
  readonly notes: FileNote[] = [];

  finish(rest: Pick<Draft, 'format' | 'columns' | 'ignoredColumns'>): Draft {
    const { products, groups, options, uses, faults, notes } = this;
    return { ...rest, products, groups, options, uses, faults, notes };
  }

  fault(row: number, column: string | null, reason: FaultReason, value = ''): void {
    this.faults.push({ row, column, reason, value });
  }

  note(row: number | null, column: string | null, reason: NoteReason, value = ''): void {
    this.notes.push({ row, column, reason, value });
  }
}
