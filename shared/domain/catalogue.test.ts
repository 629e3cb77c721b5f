import { getPriceMinor, type ProductTerms } from './catalogue.ts';
import { DomainError } from './errors.ts';

const terms: ProductTerms = {
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
