import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Bake sheet',
  day: 'Day',
  before: 'The day before',
  after: 'The day after',
  anotherDay: 'Another day',
  print: 'Print',
  download: 'As a table (CSV)',
  open: (cutOff: string) => `Orders for this day may still come in, until ${cutOff}.`,
  closed: (cutOff: string) => `Cut-off was ${cutOff}. What has changed since is marked.`,
  asOf: (time: string) => `As of ${time}`,
  outdated: 'This may be out of date.',
  none: 'Nobody has ordered anything for this day yet.',
  kinds: { made_to_order: 'To bake', shelf: 'From the shelf' },
  total: (units: number) =>
    plural(units, { one: '1 piece in all', other: `${formatNumber(units)} pieces in all` }),
  batches: (batches: number, size: number) =>
    plural(batches, {
      one: `1 batch of ${formatNumber(size)}`,
      other: `${formatNumber(batches)} batches of ${formatNumber(size)}`,
    }),
  allergensNotDeclared: 'Allergens not declared',
  allPacked: 'all packed',
  packed: (units: number) => `${formatNumber(units)} packed`,
  more: (units: number) => `${formatNumber(units)} more since the cut-off`,
  fewer: (units: number) => `${formatNumber(units)} fewer since the cut-off`,
  slots: 'When it is collected',
  notes: 'Wishes',
  order: (id: number) => `Order ${id}`,
  changed: (names: string) => `The sheet has changed: ${names}.`,
};

export type BakeSheetWords = typeof words;
