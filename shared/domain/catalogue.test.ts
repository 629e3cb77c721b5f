import { noLimits } from './availability.ts';
import { getPriceMinor, type ProductTerms } from './catalogue.ts';
import { DomainError } from './errors.ts';

const terms: ProductTerms = {
  ...noLimits,
  price: 2.5,
  lead_time_hours: 0,
  daily_capacity: null,
  allergens: [],
  traces: [],
};

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

test('converts a price to whole minor units', () => {
  expect(getPriceMinor('shelf', terms, 'EUR')).toBe(250);
  expect(getPriceMinor('made_to_order', { ...terms, lead_time_hours: 24 }, 'EUR')).toBe(250);
});

test('names every fault', () => {
  const all: ProductTerms = {
    ...noLimits,
    lead_time_days: 1,
    price: 2.5,
    lead_time_hours: 1,
    daily_capacity: 1,
    stock: 1,
    allergens: null,
    traces: ['nuts'],
  };
  expect(faultsOf(() => getPriceMinor('shelf', all, 'JPY'))).toEqual([
    '/price',
    '/lead_time_hours',
    '/lead_time_days',
    '/daily_capacity',
    '/traces',
  ]);
  expect(faultsOf(() => getPriceMinor('made_to_order', all, 'JPY'))).toEqual([
    '/price',
    '/stock',
    '/traces',
  ]);
});

test.each([
  ['on sale, not declared', { active: true, allergens: null }, ['/allergens']],
  ['on sale, declared to have none', { active: true, allergens: [] }, []],
  ['off sale, not declared', { active: false, allergens: null }, []],
] as const)('names the faults of a product %s', (_, sale, faults) => {
  expect(faultsOf(() => getPriceMinor('shelf', { ...terms, ...sale }, 'EUR'))).toEqual(faults);
});

test.each<[string, Partial<ProductTerms>, string[]]>([
  ['beside other allergens', { allergens: ['milk'], traces: ['nuts', 'eggs'] }, []],
  ['alone', { allergens: [], traces: ['nuts'] }, []],
  [
    'of contained allergens',
    { allergens: ['milk', 'nuts'], traces: ['nuts', 'eggs', 'milk'] },
    ['/traces/0', '/traces/2'],
  ],
  [
    'of a product whose allergens are not declared',
    { allergens: null, traces: ['nuts'] },
    ['/traces'],
  ],
])('names the faults of traces %s', (_, declared, faults) => {
  expect(faultsOf(() => getPriceMinor('shelf', { ...terms, ...declared }, 'EUR'))).toEqual(faults);
});

test.each<[string, Partial<ProductTerms>, string[]]>([
  ['of one day', { season_from: '2026-12-24', season_to: '2026-12-24' }, []],
  [
    'that ends before it begins',
    { season_from: '2026-12-24', season_to: '2026-12-23' },
    ['/season_to'],
  ],
  ['without a first day', { season_to: '2026-12-24' }, []],
])('names the faults of a season %s', (_, season, faults) => {
  expect(faultsOf(() => getPriceMinor('shelf', { ...terms, ...season }, 'EUR'))).toEqual(faults);
});

test.each<[string, Partial<ProductTerms>, string[]]>([
  [
    'a sale that closes when it opens',
    { sale_opens_at: new Date(5), sale_closes_at: new Date(5) },
    ['/sale_closes_at'],
  ],
  ['a sale of a moment', { sale_opens_at: new Date(5), sale_closes_at: new Date(6) }, []],
  ['boxes of six', { min_quantity: 6, quantity_step: 6, max_quantity: 24 }, []],
  ['exactly six', { min_quantity: 6, quantity_step: 6, max_quantity: 6 }, []],
  ['a minimum off the step', { min_quantity: 4, quantity_step: 3 }, ['/min_quantity']],
  [
    'a maximum that the step does not divide',
    { min_quantity: 6, quantity_step: 6, max_quantity: 20 },
    ['/max_quantity'],
  ],
  ['a maximum below the minimum', { min_quantity: 6, max_quantity: 5 }, ['/max_quantity']],
  ['a cut-off without days', { cut_off: '18:00' }, ['/cut_off_days']],
  ['days without a cut-off', { cut_off_days: 1 }, ['/cut_off']],
  ['a cut-off on the day itself', { cut_off: '10:00', cut_off_days: 0 }, []],
])('names the faults of %s', (_, availability, faults) => {
  expect(faultsOf(() => getPriceMinor('shelf', { ...terms, ...availability }, 'EUR'))).toEqual(
    faults,
  );
});
