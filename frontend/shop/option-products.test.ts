import fc from 'fast-check';
import type { OptionGroupResponse, Product } from '../../shared/contract/products.ts';
import { nearestMinorUnits, toMainUnit } from '../../shared/domain/money.ts';
import { type Choice, groupKinds, judgeChoices, unitPriceOf } from '../../shared/domain/options.ts';
import { toOptionGroups } from '../components/option-form/option-groups.ts';
import { hasPricesOfOptions, lowestPriceOf, needsChoice } from './option-products.ts';

const prices = fc.array(fc.constantFrom(-50, 0, 10, 20, 30), { minLength: 1, maxLength: 4 });

const group = fc
  .record({ kind: fc.constantFrom(...groupKinds), prices, min: fc.nat(3), free: fc.nat(2) })
  .map(({ kind, prices: drawn, min, free }): OptionGroupResponse => {
    const isSingle = kind === 'text' || kind === 'yes_no';
    const used = isSingle ? drawn.slice(0, 1) : drawn;
    const most = kind === 'one' || isSingle ? 1 : kind === 'several' ? used.length : 3;
    return {
      id: 1,
      name: 'Group',
      kind,
      min: Math.min(min, most),
      max: most,
      free: kind === 'several' ? free : 0,
      defaults: [],
      max_characters: kind === 'text' ? 20 : null,
      characters: 'any',
      options: used.map((price, at) => ({
        id: at + 1,
        name: `Option ${at + 1}`,
        price,
        allergens: [],
        without: [],
        lead_time_days: 0,
        available: true,
        available_from: null,
      })),
    };
  });

function withGroups(...groups: readonly OptionGroupResponse[]): Product {
  return { price: 100, option_groups: groups } as unknown as Product;
}

/** All choices of a group with up to three units of each option. */
function choicesOf({ kind, options }: OptionGroupResponse): Choice[][] {
  const units = kind === 'quantities' ? [0, 1, 2, 3] : [0, 1];
  return options.reduce<Choice[][]>(
    (lists, { id }) =>
      lists.flatMap((list) =>
        units.map((quantity) =>
          quantity === 0
            ? list
            : [...list, { optionId: id, quantity, texts: kind === 'text' ? ['Emma'] : [] }],
        ),
      ),
    [[]],
  );
}

test('the lowest price is that of the cheapest valid choice', () => {
  fc.assert(
    fc.property(group, (drawn) => {
      const product = withGroups(drawn);
      const groups = toOptionGroups(product.option_groups);
      const found = choicesOf(drawn).flatMap((choices) => {
        const judged = judgeChoices(groups, choices, 1);
        return judged.kind === 'valid'
          ? [toMainUnit(unitPriceOf(nearestMinorUnits(product.price), judged.chosen))]
          : [];
      });
      expect(lowestPriceOf(product)).toBe(Math.min(...found));
    }),
    { numRuns: 500 },
  );
});

const extra: OptionGroupResponse = {
  id: 1,
  name: 'Candles',
  kind: 'yes_no',
  min: 0,
  max: 1,
  free: 0,
  defaults: [],
  max_characters: null,
  characters: 'any',
  options: [],
};

test.each([
  ['without options', [], false],
  ['with an extra', [extra], false],
  ['with a choice to make', [extra, { ...extra, min: 1 }], true],
  ['with a default, which the customer should see', [{ ...extra, defaults: [1] }], true],
])('a product %s: %#', (_, groups, isNeeded) => {
  expect(needsChoice(withGroups(...groups))).toBe(isNeeded);
  expect(hasPricesOfOptions(withGroups(...groups))).toBe(false);
});
