import fc from 'fast-check';
import {
  addLines,
  type BasketLine,
  holdsTheSame,
  keepPieces,
  keyOf,
  quantityOf,
  replaceLine,
  takeOutLines,
  withNote,
} from './basket.ts';

const option = fc.record({
  option_id: fc.integer({ min: 1, max: 9 }),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const choices = fc.uniqueArray(option, { selector: ({ option_id }) => option_id, maxLength: 5 });
const line = fc.record({
  product_id: fc.integer({ min: 1, max: 2 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  options: choices,
});

type DrawnLine = typeof line extends fc.Arbitrary<infer Line> ? Line : never;

/** The same line with its options in another order, as after other clicks. */
function shuffled({ options, ...rest }: DrawnLine) {
  return fc
    .shuffledSubarray(options, { minLength: options.length })
    .map((other): BasketLine => ({ ...rest, options: other }));
}

test('the same choices are one line, whatever the order of clicking', () => {
  const twice = line.chain((one) => fc.tuple(fc.constant<BasketLine>(one), shuffled(one)));
  fc.assert(
    fc.property(twice, ([one, other]) => {
      const basket = addLines([], [one, other]);
      expect(basket).toHaveLength(1);
      expect(basket[0]?.quantity).toBe(one.quantity + other.quantity);
    }),
  );
});

test('lines are equal exactly when product and options are equal', () => {
  const parts = ({ product_id, options }: DrawnLine) => [
    product_id,
    options
      .map(({ option_id, quantity }) => `${option_id}x${quantity}`)
      .toSorted()
      .join(),
  ];
  fc.assert(
    fc.property(line, line, (one, other) => {
      const isSame = JSON.stringify(parts(one)) === JSON.stringify(parts(other));
      expect(keyOf(one) === keyOf(other)).toBe(isSame);
    }),
  );
});

test('a basket has all units of its lines, and is empty without them', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const basket = addLines([], lines);
      for (const id of [1, 2]) expect(quantityOf(basket, id)).toBe(quantityOf(lines, id));
      expect(holdsTheSame(basket, addLines([], lines.toReversed()))).toBe(true);
      expect(takeOutLines(basket, basket)).toEqual([]);
    }),
  );
});

const named = (quantity: number, texts: readonly string[]): BasketLine => ({
  product_id: 1,
  quantity,
  options: [{ option_id: 5, texts: [...texts] }],
});

test('pieces with one text merge, and other texts are another line', () => {
  const basket = addLines([], [named(1, ['Emma']), named(2, ['Emma']), named(1, ['Ben'])]);
  expect(basket).toEqual([named(3, ['Emma']), named(1, ['Ben'])]);
});

test('merged pieces keep a text for each piece', () => {
  const basket = addLines([], [named(2, ['Emma', 'Ben']), named(2, ['Emma', 'Ben'])]);
  expect(basket).toEqual([named(4, ['Emma', 'Ben', 'Emma', 'Ben'])]);
  expect(keepPieces(named(2, ['Emma', 'Ben']), 1)).toEqual(named(1, ['Emma']));
});

test('a changed line keeps its place and its note, and merges with a line of the same choices', () => {
  const [emma, ben] = [named(1, ['Emma']), named(1, ['Ben'])];
  const basket = withNote([emma, ben], keyOf(emma), 'blue');
  expect(replaceLine(basket, keyOf(emma), named(1, ['Mia']))).toEqual([
    { ...named(1, ['Mia']), note: 'blue' },
    ben,
  ]);
  expect(replaceLine(basket, keyOf(ben), named(1, ['Emma']))).toEqual([
    { ...named(2, ['Emma']), note: 'blue' },
  ]);
});

test('a line without options is not a line with none', () => {
  expect(keyOf({ product_id: 1 })).not.toBe(keyOf({ product_id: 1, options: [] }));
});
