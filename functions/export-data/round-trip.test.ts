import fc from 'fast-check';
import { fileForms } from '../../shared/contract/exports.ts';
import { allergens } from '../../shared/domain/allergens.ts';
import { fileColumns } from '../../shared/domain/catalogue-file.ts';
import type { KeyedCatalogue } from '../../shared/domain/catalogue-import.ts';
import { cleanText, isReadable } from '../../shared/domain/readable-text.ts';
import { planImport } from '../import-catalogue/plan-import.ts';
import { readDraft } from '../import-catalogue/read-draft.ts';
import { readTable } from '../import-catalogue/read-table.ts';
import { toCatalogueRows } from './catalogue-rows.ts';
import { toPart } from './to-part.ts';

/** Texts as they are stored, many of them like formulas, numbers or quoted cells. */
const storedText = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength }),
      fc
        .array(
          fc.constantFrom("'", '=', '-', '+', '@', ',', ';', '"', ' ', '|', ':', 'a', '1', '.'),
          {
            minLength: 1,
            maxLength: 12,
          },
        )
        .map((parts) => parts.join('')),
    )
    .map((text) => cleanText(text.replaceAll(/\p{Cc}/gu, '')).slice(0, maxLength))
    .filter((text) => text.isWellFormed() && isReadable(text) && cleanText(text) === text);

const money = (min: number) => fc.integer({ min: min * 100, max: 1_000_000 }).map((n) => n / 100);
const someAllergens = fc.subarray([...allergens]);
const key = fc.uuid();

const productFields = fc
  .record({
    name: storedText(60),
    category: storedText(60),
    description: fc.oneof(fc.constant(''), storedText(200)),
    price: money(0),
    declared: fc.option(someAllergens),
    isActive: fc.boolean(),
    capacity: fc.option(fc.integer({ min: 1, max: 100 })),
    batch_size: fc.integer({ min: 1, max: 12 }),
    season: fc.option(fc.constant(['2026-11-01', '2026-12-24'] as const)),
    opens: fc.option(fc.constant('2026-10-01T06:00:00.000Z')),
    cutOff: fc.option(fc.constant(['09:30', 1] as const)),
    horizon_days: fc.option(fc.integer({ min: 0, max: 300 })),
  })
  .map(({ declared, isActive, capacity, season, opens, cutOff, ...fields }) => ({
    ...fields,
    kind: 'made_to_order' as const,
    active: isActive && declared !== null,
    allergens: declared,
    traces: declared === null ? [] : allergens.filter((one) => !declared.includes(one)).slice(0, 2),
    lead_time_hours: 0,
    lead_time_days: 2,
    daily_capacity: capacity,
    min_quantity: 1,
    quantity_step: 1,
    max_quantity: null,
    season_from: season?.[0] ?? null,
    season_to: season?.[1] ?? null,
    sale_opens_at: opens,
    sale_closes_at: null,
    cut_off: cutOff?.[0] ?? null,
    cut_off_days: cutOff?.[1] ?? null,
  }));

const shelfFields = productFields.map((fields) => ({
  ...fields,
  kind: 'shelf' as const,
  lead_time_days: 0,
  daily_capacity: null,
}));

const optionFields = fc.record({
  name: storedText(50),
  price: money(-10_000),
  active: fc.boolean(),
  allergens: fc.constantFrom([], ['milk' as const]),
  without: fc.constantFrom([], ['nuts' as const]),
  lead_time_days: fc.integer({ min: 0, max: 3 }),
  daily_limit: fc.option(fc.integer({ min: 1, max: 50 })),
});

const catalogue: fc.Arbitrary<KeyedCatalogue> = fc
  .record({
    products: fc.uniqueArray(
      fc.oneof(
        fc.record({ key, fields: productFields, stock: fc.constant(null) }),
        fc.record({ key, fields: shelfFields, stock: fc.integer({ min: 0, max: 500 }) }),
      ),
      { selector: (product) => product.key, maxLength: 6 },
    ),
    group: key,
    groupName: storedText(50),
    options: fc.uniqueArray(fc.record({ key, fields: optionFields }), {
      selector: ({ fields }) => fields.name.toLowerCase(),
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ products, group, groupName, options }): KeyedCatalogue => ({
    currency: 'EUR',
    locale: 'de-DE',
    products: products.map((product, at) => ({ ...product, id: at + 1, version: 3 })),
    groups: [
      {
        key: group,
        version: 2,
        isRetired: false,
        fields: {
          name: groupName,
          kind: 'several',
          active: true,
          is_for_production: false,
          max_characters: null,
          characters: 'any',
        },
      },
    ],
    options: options.map((option) => ({ ...option, group, isRetired: false })),
    uses: products.slice(0, 2).map((product) => ({
      product: product.key,
      group,
      fields: {
        min: 0,
        max: options.length,
        free: 1,
        defaults: options.slice(0, 1).map((o) => o.key),
      },
    })),
  }));

function exportedOf(all: KeyedCatalogue, form: (typeof fileForms)[number]): Buffer {
  const rows = toCatalogueRows(all).map((cells, at) => ({ cursor: String(at + 1), cells }));
  return Buffer.from(toPart({ columns: fileColumns, rows }, form).text);
}

function planOf(current: KeyedCatalogue, file: Buffer) {
  const read = readTable(file);
  if (read.kind === 'refused') throw new Error(JSON.stringify(read));
  return planImport(current, readDraft(read));
}

const nothing: KeyedCatalogue = {
  currency: 'EUR',
  locale: 'de-DE',
  products: [],
  groups: [],
  options: [],
  uses: [],
};

test.each(fileForms)(
  'an exported catalogue in the form %s changes nothing when it is imported',
  (form) => {
    fc.assert(
      fc.property(catalogue, (all) => {
        const { plan, faults } = planOf(all, exportedOf(all, form));
        expect({ plan, faults }).toEqual({
          plan: { products: [], groups: [], options: [], uses: [] },
          faults: [],
        });
      }),
      { numRuns: 200 },
    );
  },
);

test.each(fileForms)(
  'an exported catalogue in the form %s is the same in an empty bakery',
  (form) => {
    fc.assert(
      fc.property(catalogue, (all) => {
        const { plan, faults } = planOf(nothing, exportedOf(all, form));
        expect(faults).toEqual([]);
        expect(
          plan.products.map(({ key, target, stock }) => [key, target, stock?.after ?? 0]),
        ).toEqual(all.products.map((product) => [product.key, product.fields, product.stock ?? 0]));
        expect(plan.groups.map(({ key, target }) => [key, target])).toEqual(
          all.groups.map((group) => [group.key, group.fields]),
        );
        expect(plan.options.map(({ key, target }) => [key, target])).toEqual(
          all.options.map((option) => [option.key, option.fields]),
        );
        expect(plan.uses.map(({ product, target }) => [product, target])).toEqual(
          all.uses.map((use) => [use.product, use.fields]),
        );
      }),
      { numRuns: 200 },
    );
  },
);
