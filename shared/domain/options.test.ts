import fc from 'fast-check';
import { allergens } from './allergens.ts';
import { canBeFreeOf } from './free-of-allergens.ts';
import {
  allergensOf,
  type Choice,
  type ChoiceFault,
  defaultChoices,
  judgeChoices,
  leadTimeDaysOf,
  lengthOf,
  type Option,
  type OptionGroup,
  surchargeOf,
  unitPriceOf,
} from './options.ts';

function option(optionId: number, rest: Partial<Option> = {}): Option {
  return {
    optionId,
    name: `option ${optionId}`,
    priceMinor: 0,
    allergens: [],
    without: [],
    leadTimeDays: 0,
    dailyLimit: null,
    soldOut: null,
    pools: [],
    ...rest,
  };
}

function group(rest: Partial<OptionGroup> & Pick<OptionGroup, 'options'>): OptionGroup {
  return {
    groupId: 1,
    name: 'Group',
    kind: 'one',
    min: 1,
    max: 1,
    free: 0,
    defaults: [],
    isForProduction: true,
    maxCharacters: null,
    characters: 'any',
    ...rest,
  };
}

const choice = (optionId: number, rest: Partial<Choice> = {}): Choice => ({
  optionId,
  quantity: 1,
  texts: [],
  ...rest,
});

const size = group({
  groupId: 1,
  name: 'Size',
  defaults: [11],
  options: [
    option(11),
    option(12, { priceMinor: 50_000 }),
    option(13, { soldOut: { until: null } }),
  ],
});
const fillings = group({
  groupId: 2,
  name: 'Fillings',
  kind: 'several',
  min: 0,
  max: 3,
  free: 1,
  options: [
    option(21, { priceMinor: 500 }),
    option(22, { priceMinor: 800 }),
    option(23, { priceMinor: 200 }),
    option(24, { priceMinor: -100 }),
  ],
});
const box = group({
  groupId: 3,
  kind: 'quantities',
  min: 6,
  max: 6,
  defaults: [31, 31, 31, 32, 32, 32],
  options: [option(31), option(32, { priceMinor: 50 })],
});
const inscription = group({
  groupId: 4,
  name: 'Inscription',
  kind: 'text',
  min: 0,
  maxCharacters: 5,
  characters: 'plain',
  options: [option(41, { priceMinor: 300 })],
});

function faultsOf(groups: readonly OptionGroup[], choices: readonly Choice[], pieces = 1) {
  const judged = judgeChoices(groups, choices, pieces);
  return judged.kind === 'invalid' ? judged.faults : [];
}

describe('judging choices', () => {
  test.each<[string, OptionGroup, Choice[], number, Partial<ChoiceFault>[]]>([
    ['accepts one option', size, [choice(12)], 1, []],
    ['refuses no option of a required group', size, [], 1, [{ reason: 'missing', limit: 1 }]],
    ['refuses two', size, [choice(11), choice(12)], 1, [{ reason: 'too-many', limit: 1 }]],
    ['refuses a sold-out one', size, [choice(13)], 1, [{ reason: 'sold-out', at: 0 }]],
    [
      'refuses a repeated one',
      fillings,
      [choice(21), choice(21)],
      1,
      [{ reason: 'repeated', at: 1 }],
    ],
    ['refuses an unknown one', fillings, [choice(99)], 1, [{ reason: 'unknown', at: 0 }]],
    ['refuses a quantity', fillings, [choice(21, { quantity: 2 })], 1, [{ reason: 'no-quantity' }]],
    ['accepts none of an optional group', fillings, [], 1, []],
    [
      'refuses more than the maximum',
      fillings,
      [21, 22, 23, 24].map((id) => choice(id)),
      1,
      [{ reason: 'too-many', limit: 3 }],
    ],
    [
      'accepts quantities with the right sum',
      box,
      [choice(31, { quantity: 2 }), choice(32, { quantity: 4 })],
      1,
      [],
    ],
    [
      'refuses a smaller sum',
      box,
      [choice(31, { quantity: 5 })],
      1,
      [{ reason: 'too-few', limit: 6 }],
    ],
    ['accepts one text for all pieces', inscription, [choice(41, { texts: ['Emma'] })], 3, []],
    [
      'accepts a text for each piece',
      inscription,
      [choice(41, { texts: ['Emma', 'Zoë', '’n 50'] })],
      3,
      [],
    ],
    [
      'refuses a text with a character too many',
      inscription,
      [choice(41, { texts: ['Emma', 'Zoë', '’n 50!'] })],
      3,
      [{ reason: 'too-long', limit: 5 }],
    ],
    [
      'counts user-perceived characters',
      inscription,
      [choice(41, { texts: ['A\u0301\u0308ae\u0301x'] })],
      1,
      [],
    ],
    [
      'refuses two texts for three pieces',
      inscription,
      [choice(41, { texts: ['Emma', 'Ben'] })],
      3,
      [{ reason: 'wrong-number-of-texts', limit: 3 }],
    ],
    ['refuses no text', inscription, [choice(41)], 1, [{ reason: 'wrong-number-of-texts' }]],
    [
      'refuses an emoji among plain characters',
      inscription,
      [choice(41, { texts: ['Em 🎂'] })],
      1,
      [{ reason: 'wrong-character' }],
    ],
    [
      'refuses a text for a size',
      size,
      [choice(11, { texts: ['Emma'] })],
      1,
      [{ reason: 'no-text', at: 0 }],
    ],
  ])('%s', (_, of, choices, pieces, faults) => {
    expect(faultsOf([of], choices, pieces)).toMatchObject(faults);
    expect(faultsOf([of], choices, pieces)).toHaveLength(faults.length);
  });

  test('names every group with a fault', () => {
    expect(faultsOf([size, box], [])).toMatchObject([{ groupId: 1 }, { groupId: 3 }]);
  });
});

test('chooses the defaults of an order that names none, except sold-out options', () => {
  const soldOut = group({ ...size, groupId: 5, defaults: [13], options: size.options });
  expect(defaultChoices([size, fillings, box, soldOut])).toEqual([
    choice(11),
    choice(31, { quantity: 3 }),
    choice(32, { quantity: 3 }),
  ]);
});

describe('prices', () => {
  const surcharge = (groups: readonly OptionGroup[], choices: readonly Choice[]) => {
    const judged = judgeChoices(groups, choices, 1);
    if (judged.kind === 'invalid') throw new Error(JSON.stringify(judged.faults));
    return surchargeOf(judged.chosen);
  };

  test('the dearest of several is free, a discount stays', () => {
    expect(surcharge([fillings], [choice(23), choice(22), choice(24)])).toBe(100);
  });

  test('a quantity multiplies the price of an option', () => {
    expect(surcharge([box], [choice(31, { quantity: 2 }), choice(32, { quantity: 4 })])).toBe(200);
  });

  test('a piece never costs less than nothing', () => {
    expect(unitPriceOf(50, [{ priceMinor: -80 }])).toBe(0);
  });

  const anyGroup = fc
    .record({
      prices: fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 8 }),
      free: fc.nat(8),
    })
    .map(({ prices, free }) =>
      group({
        kind: 'several',
        min: 0,
        max: prices.length,
        free: Math.min(free, prices.length),
        options: prices.map((priceMinor, id) => option(id + 1, { priceMinor })),
      }),
    );

  test('are the same in every order of choosing, and no choice of free options is cheaper', () => {
    const chosen = anyGroup.chain((of) =>
      fc.record({
        of: fc.constant(of),
        ids: fc.shuffledSubarray(of.options.map(({ optionId }) => optionId)),
      }),
    );
    fc.assert(
      fc.property(chosen, fc.nat(), ({ of, ids }, seed) => {
        const inOrder = surcharge(
          [of],
          ids.toSorted((a, b) => a - b).map((id) => choice(id)),
        );
        expect(
          surcharge(
            [of],
            ids.map((id) => choice(id)),
          ),
        ).toBe(inOrder);
        const prices = ids.map((id) => of.options[id - 1]?.priceMinor ?? 0);
        // Any other options could be the free ones.
        const rotated = prices.map((_, at) => prices[(at + seed) % prices.length] ?? 0);
        const paid = rotated.slice(of.free).reduce((sum, price) => sum + price, 0);
        const discounts = rotated.slice(0, of.free).filter((price) => price < 0);
        expect(inOrder).toBeLessThanOrEqual(discounts.reduce((sum, price) => sum + price, paid));
      }),
    );
  });
});

describe('allergens', () => {
  const pick = (...options: Partial<Option>[]) =>
    options.map((rest, id) => ({ option: option(id, rest) }));

  test('of a piece are those of the product and of its options', () => {
    expect(allergensOf(['gluten'], pick({ allergens: ['nuts', 'gluten'] }))).toEqual([
      'gluten',
      'nuts',
    ]);
  });

  test('an option replaces an allergen of the product, but not one of another option', () => {
    expect(allergensOf(['gluten', 'milk'], pick({ without: ['milk'] }))).toEqual(['gluten']);
    expect(allergensOf(['milk'], pick({ without: ['milk'] }, { allergens: ['milk'] }))).toEqual([
      'milk',
    ]);
  });

  test('stay undeclared with options', () => {
    expect(allergensOf(null, pick({ allergens: ['nuts'] }))).toBeNull();
  });

  const someAllergens = fc.subarray(allergens.slice(0, 4));
  const anyOption = fc.record({
    added: someAllergens,
    without: someAllergens,
    isSoldOut: fc.boolean(),
  });
  const anyGroup = fc.record({
    kind: fc.constantFrom('one', 'several' as const),
    min: fc.nat(2),
    max: fc.integer({ min: 1, max: 3 }),
    options: fc.array(anyOption, { maxLength: 4 }),
  });

  test('a product can be free of allergens exactly when some valid choice is', () => {
    fc.assert(
      fc.property(
        someAllergens,
        fc.array(anyGroup, { maxLength: 2 }),
        someAllergens,
        (of, drafts, unwanted) => {
          let id = 0;
          const groups = drafts.map(({ kind, min, max, options }, at) =>
            group({
              groupId: at,
              kind,
              min: Math.min(min, kind === 'one' ? 1 : max),
              max: kind === 'one' ? 1 : max,
              options: options.map(({ added, without, isSoldOut }) =>
                option(++id, {
                  allergens: added,
                  without,
                  soldOut: isSoldOut ? { until: null } : null,
                }),
              ),
            }),
          );
          const subsets = Array.from({ length: 2 ** id }, (_, bits) =>
            Array.from({ length: id }, (__, n) => n + 1).filter((n) => (bits >> (n - 1)) & 1),
          );
          const isPossible = subsets.some((ids) => {
            const judged = judgeChoices(
              groups,
              ids.map((one) => choice(one)),
              1,
            );
            if (judged.kind === 'invalid') return false;
            return !(allergensOf(of, judged.chosen) ?? []).some((one) => unwanted.includes(one));
          });
          const shown = groups.map(({ kind, min, max, options }) => ({
            kind,
            min,
            max,
            options: options.map((one) => ({ ...one, available: one.soldOut === null })),
          }));
          // Without a filter, a product is shown even when no choice is valid.
          fc.pre(unwanted.length > 0);
          expect(canBeFreeOf(of, shown, unwanted)).toBe(isPossible);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('the slowest option counts in addition to the product', () => {
  expect(leadTimeDaysOf(2, [option(1, { leadTimeDays: 1 }), option(2, { leadTimeDays: 3 })])).toBe(
    5,
  );
  expect(leadTimeDaysOf(2, [])).toBe(2);
});

test('a family emoji and a letter with two accents are one character each', () => {
  expect(lengthOf('👩‍👩‍👧é')).toBe(2);
});
