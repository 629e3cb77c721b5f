import type { PreviewImportResponse } from '../../shared/contract/catalogue-files.ts';
import type { ImportPlan } from '../../shared/domain/catalogue-import.ts';
import type { Draft } from './draft.ts';
import { addsWithout, isSameValue, type Planned } from './plan-import.ts';
import type { ReadTable, Refusal } from './read-table.ts';

type ShownChange = PreviewImportResponse['changes'][number];

/** Bounds of a response, which may have at most 6 MB. */
const most = { changes: 5_000, faults: 500, fields: 12_000, characters: 200 } as const;

const nothing = {
  new: 0,
  changed: 0,
  unchanged: 0,
  options_new: 0,
  options_changed: 0,
  faults: 0,
  notes: 0,
};

/** The response for a file that cannot be read. */
export function showRefusal(refusal: Refusal): PreviewImportResponse {
  const { reason } = refusal;
  return {
    format: null,
    refusal: {
      reason,
      what: 'file' in refusal ? refusal.file : 'bound' in refusal ? refusal.bound : null,
      limit: 'limit' in refusal ? refusal.limit : null,
      row: 'row' in refusal ? refusal.row : null,
      seen: 'seen' in refusal ? refusal.seen.slice(0, 60).map(shorten) : [],
    },
    encoding: null,
    separator: null,
    rows: 0,
    counts: nothing,
    changes: [],
    faults: [],
    notes: [],
    ignored_columns: [],
    adds_without: false,
    confirmation: null,
  };
}

export function showPlan(
  { format, encoding, separator, table }: ReadTable,
  draft: Draft,
  { plan, unchanged, faults, notes }: Planned,
  confirmation: string | null,
): PreviewImportResponse {
  const count = (changes: readonly { readonly before: unknown }[], isNew: boolean) =>
    changes.filter(({ before }) => (before === null) === isNew).length;
  return {
    format,
    refusal: null,
    encoding,
    separator,
    rows: table.rows.length,
    counts: {
      new: count(plan.products, true),
      changed: count(plan.products, false),
      unchanged,
      options_new: count(plan.options, true),
      options_changed: count(plan.options, false),
      faults: faults.length,
      notes: notes.length,
    },
    changes: withinBounds(toShownChanges(plan)),
    faults: faults
      .toSorted((a, b) => a.row - b.row)
      .slice(0, most.faults)
      .map((fault) => ({ ...fault, value: shorten(fault.value) })),
    notes: notes.slice(0, most.faults).map((note) => ({ ...note, value: shorten(note.value) })),
    ignored_columns: draft.ignoredColumns.slice(0, 200).map(shorten),
    adds_without: addsWithout(plan),
    confirmation,
  };
}

/** In the order of the file. */
function toShownChanges({ products, groups, options, uses }: ImportPlan): ShownChange[] {
  const names = new Map([...products, ...groups].map(({ key, target }) => [key, target.name]));
  return [
    ...products.map((change) => ({
      record: 'product',
      ...toShown(change),
      name: change.target.name,
      product_id: change.before === null ? null : change.id,
      fields: [...fieldsOf(change), ...stockField(change.stock)],
      pictures: change.pictures.slice(0, 20).map((address) => address.slice(0, 500)),
    })),
    ...groups.map((change) => ({ record: 'group', ...toShown(change), name: change.target.name })),
    ...options.map((change) => ({
      record: 'option',
      ...toShown(change),
      name: change.target.name,
    })),
    ...uses.map((change) => ({
      record: 'product group',
      ...toShown({ ...change, key: change.product }),
      name: names.get(change.product) ?? names.get(change.group) ?? '',
    })),
  ].toSorted((a, b) => a.row - b.row);
}

interface AnyChange {
  readonly row: number;
  readonly key: string;
  readonly before: object | null;
  readonly target: object;
}

function toShown(change: AnyChange): Omit<ShownChange, 'record' | 'name'> {
  const { row, key, before } = change;
  return {
    row,
    key,
    is_new: before === null,
    product_id: null,
    fields: fieldsOf(change),
    pictures: [],
  };
}

/** Usual values of a new thing are left out. */
const usual: Readonly<Record<string, unknown>> = {
  batch_size: 1,
  min_quantity: 1,
  quantity_step: 1,
  lead_time_hours: 0,
  lead_time_days: 0,
  is_for_production: true,
  characters: 'any',
  description: '',
  free: 0,
};

function fieldsOf({ before, target }: AnyChange): ShownChange['fields'] {
  const old = before as Readonly<Record<string, unknown>> | null;
  return Object.entries(target)
    .filter(([field, after]) => {
      if (old) return !isSameValue(old[field], after);
      return (
        after !== null && after !== usual[field] && !(Array.isArray(after) && after.length === 0)
      );
    })
    .map(([field, after]) => ({
      field,
      before: old ? toShownValue(old[field]) : null,
      after: toShownValue(after),
    }));
}

function stockField(stock: { readonly before: number; readonly after: number } | null) {
  return stock
    ? [{ field: 'stock', before: String(stock.before), after: String(stock.after) }]
    : [];
}

function toShownValue(value: unknown): string | null {
  if (Array.isArray(value)) return shorten(value.join('; '));
  return typeof value === 'string' ? shorten(value) : value == null ? null : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length <= most.characters
    ? text
    : `${text.slice(0, most.characters - 1).toWellFormed()}…`;
}

function withinBounds(changes: readonly ShownChange[]): ShownChange[] {
  let fields = 0;
  return changes
    .slice(0, most.changes)
    .filter((change) => (fields += change.fields.length) <= most.fields);
}
