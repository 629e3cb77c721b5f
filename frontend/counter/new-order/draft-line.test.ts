import type { OptionGroupResponse, Product } from '../../../shared/contract/products.ts';
import {
  chosenOf,
  describedOptionsOf,
  type DraftLine,
  maxLines,
  mustChooseAgain,
  priceOf,
  totalOf,
  usualPriceOf,
  withChoices,
  withProducts,
  withQuantity,
  withUnits,
} from './draft-line.ts';

const group = (
  id: number,
  more: Partial<OptionGroupResponse>,
  options: readonly [id: number, name: string, price: number][],
): OptionGroupResponse => ({
  id,
  name: `Group ${id}`,
  kind: 'one',
  min: 1,
  max: 1,
  free: 0,
  defaults: [],
  max_characters: null,
  characters: 'any',
  ...more,
  options: options.map(([option, name, price]) => ({
    id: option,
    name,
    price,
    allergens: [],
    without: [],
    lead_time_days: 0,
    available: true,
    available_from: null,
  })),
});
const product = (id: number, groups: readonly OptionGroupResponse[] = []) =>
  ({
    id,
    name: `Product ${id}`,
    price: 10,
    min_quantity: 1,
    quantity_step: 1,
    max_quantity: null,
    lead_time_hours: 0,
    option_groups: groups,
  }) as unknown as Product;
const sizes = group(1, { name: 'Size', defaults: [1] }, [
  [1, 'Small', 0],
  [2, 'Large', 2.5],
]);
const text = group(2, { name: 'Name', kind: 'text', min: 0, max_characters: 20 }, [
  [3, 'Icing', 1],
]);
const cake = product(1, [sizes, text]);
const bread = product(2);
const small = { options: [{ option_id: 1 }], quantity: 1 };
const large = { options: [{ option_id: 2 }], quantity: 1 };
const named = (...texts: string[]) => ({
  options: [{ option_id: 1 }, { option_id: 3, texts }],
  quantity: texts.length,
});
const quantities = (lines: readonly DraftLine[]) => lines.map(({ quantity }) => quantity);

test('adds units to the line with the same choices, and a line for other choices', () => {
  let lines = withUnits([], cake, small);
  lines = withUnits(lines, cake, large);
  lines = withUnits(lines, cake, { ...small, quantity: 2 });
  lines = withUnits(lines, bread, { options: [], quantity: 1 });
  lines = withUnits(lines, bread, { options: [], quantity: 1 });
  expect(quantities(lines)).toEqual([3, 1, 2]);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
});

test('adds units with the same text for all, and keeps pieces with a text each apart', () => {
  const same = withUnits(withUnits([], cake, named('Emma')), cake, named('Emma'));
  expect(quantities(same)).toEqual([2]);
  const each = withUnits(withUnits([], cake, named('Emma', 'Noah')), cake, named('Emma', 'Noah'));
  expect(quantities(each)).toEqual([2, 2]);
});

test('adds no line beyond the limit', () => {
  const full = Array.from({ length: maxLines }).reduce<readonly DraftLine[]>(
    (lines, _, n) => withUnits(lines, product(n + 1), { options: [], quantity: 1 }),
    [],
  );
  expect(withUnits(full, product(99), { options: [], quantity: 1 })).toBe(full);
});

test('merges a line that gets the choices of another one, unless both have notes', () => {
  const lines = withUnits(withUnits([], cake, small), cake, large);
  const [first, second] = lines;
  const merged = withChoices(lines, second?.id ?? 0, { ...small, quantity: 4 });
  expect(merged).toEqual([{ ...first, quantity: 5 }]);
  const noted = lines.map((line) => ({ ...line, note: `note ${line.id}` }));
  expect(quantities(withChoices(noted, second?.id ?? 0, small))).toEqual([1, 1]);
});

test('removes a line with a quantity of 0', () => {
  const lines = withUnits(withUnits([], cake, small), cake, large);
  expect(withQuantity(lines, lines[0]?.id ?? 0, 0)).toEqual([lines[1]]);
});

test('adds the prices of options to the price of each piece', () => {
  const lines = withUnits(
    withUnits([], cake, { ...large, quantity: 3 }),
    cake,
    named('Emma', 'Noah'),
  );
  expect(lines.map(priceOf)).toEqual([37.5, 22]);
  expect(totalOf(lines)).toBe(59.5);
  expect(usualPriceOf(cake)).toBe(10);
});

test('names choices and texts', () => {
  const [line] = withUnits([], cake, named('Emma', 'Noah'));
  expect(line && describedOptionsOf(line)).toEqual([
    { group: 'Size', kind: 'one', option: 'Small', quantity: 1, texts: [] },
    { group: 'Name', kind: 'text', option: 'Icing', quantity: 1, texts: ['Emma', 'Noah'] },
  ]);
});

test('says when an option is gone or a choice is missing', () => {
  const lines = withUnits([], cake, large);
  expect(lines.map(mustChooseAgain)).toEqual([false]);
  const withoutLarge = product(1, [{ ...sizes, options: sizes.options.slice(0, 1) }, text]);
  const [line] = withProducts(lines, [withoutLarge]);
  expect(line && mustChooseAgain(line)).toBe(true);
  expect(line && chosenOf(line)).toEqual([]);
  const [plain] = withProducts(lines, [bread, product(1)]);
  expect(plain && mustChooseAgain(plain)).toBe(true);
});
