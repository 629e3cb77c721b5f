import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  title: 'Bake sheet',
  day: 'Day',
  before: 'Previous day',
  after: 'Next day',
  anotherDay: 'Another day',
  print: 'Print',
  printRoll: 'Print on 80 mm',
  download: 'Download CSV',
  open: (cutOff: string) => `Orders for this day are open until ${cutOff}.`,
  closed: (cutOff: string) => `Cut-off was ${cutOff}. Later changes are marked.`,
  asOf: (time: string) => `As of ${time}`,
  outdated: 'This may be out of date.',
  none: 'Nothing is planned or ordered for this day.',
  kinds: { made_to_order: 'Made to order', daily: 'Baked daily', shelf: 'From the shelf' },
  total: (units: number) =>
    plural(units, { one: '1 piece in total', other: `${formatNumber(units)} pieces in total` }),
  planned: (units: number) => `${formatNumber(units)} planned`,
  ordered: (units: number) => `${formatNumber(units)} ordered`,
  shortBy: (units: number) => `short by ${formatNumber(units)}`,
  baked: (units: number) => `${formatNumber(units)} baked`,
  batches: (batches: number, size: number) =>
    plural(batches, {
      one: `1 batch of ${formatNumber(size)}`,
      other: `${formatNumber(batches)} batches of ${formatNumber(size)}`,
    }),
  allergensNotDeclared: 'Allergens not declared',
  allPacked: 'all packed',
  allSetAside: 'all set aside',
  setAside: (units: number) => `${formatNumber(units)} set aside`,
  packed: (units: number) => `${formatNumber(units)} packed`,
  more: (units: number) => `+${formatNumber(units)} after cut-off`,
  fewer: (units: number) => `−${formatNumber(units)} after cut-off`,
  slots: 'Pickup times',
  variants: 'By options',
  withoutOptions: 'Without options',
  added: 'new after cut-off',
  removed: 'no longer ordered',
  notes: 'Notes',
  order: (id: number) => `Order ${id}`,
  orders: (count: number) => `${formatNumber(count)} orders`,
  from: (time: string) => `from ${time}`,
  changed: (names: string) => `The bake sheet has changed: ${names}.`,
};

export type BakeSheetWords = typeof words;
