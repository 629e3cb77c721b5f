import fc from 'fast-check';
import { type BakeSheetLine, toBakeSheet } from './bake-sheet.ts';
import type { LineOption } from './line-options.ts';

const size = (option: string): LineOption => ({
  group: 'Size',
  kind: 'one',
  option,
  quantity: 1,
  texts: [],
});
const names = (texts: readonly string[]): LineOption => ({
  ...size('Icing'),
  group: 'Name',
  kind: 'text',
  texts,
});

const line: fc.Arbitrary<BakeSheetLine> = fc.record({
  orderId: fc.integer({ min: 101, max: 130 }),
  pickupAt: fc.integer({ min: 0, max: 3 }).map((n) => new Date(n * 1_800_000)),
  productId: fc.integer({ min: 1, max: 4 }),
  productName: fc.constant('Rye'),
  position: fc.constant(1),
  kind: fc.constantFrom('shelf' as const, 'made_to_order' as const),
  batchSize: fc.constant(6),
  quantity: fc.integer({ min: 1, max: 20 }),
  note: fc.option(fc.constant('sliced')),
  options: fc.subarray([size('Large'), names(['Emma'])]),
  allergens: fc.option(fc.subarray(['gluten', 'milk', 'nuts'] as const)),
  traces: fc.subarray(['milk', 'nuts', 'sesame'] as const),
  isWanted: fc.boolean(),
  isDone: fc.boolean(),
  isSetAside: fc.boolean(),
  wasWanted: fc.boolean(),
});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const quantities = (lines: readonly BakeSheetLine[]) => sum(lines.map(({ quantity }) => quantity));

test('lists every accepted unit once, in its product and in one of its slots', () => {
  fc.assert(
    fc.property(fc.array(line), fc.boolean(), (lines, isPastCutOff) => {
      const sheet = toBakeSheet(lines, [], isPastCutOff);
      const wanted = lines.filter(({ isWanted }) => isWanted);
      expect(sum(sheet.map(({ units }) => units))).toBe(quantities(wanted));
      for (const { units, slots, variants, batches, batchSize, unitsDone } of sheet) {
        expect(sum(slots.map((slot) => slot.units))).toBe(units);
        if (variants.length > 0) {
          expect(sum(variants.map((variant) => variant.units))).toBe(units);
          expect(sum(variants.map((variant) => variant.unitsDone))).toBe(unitsDone);
        }
        expect(batches * batchSize).toBeGreaterThanOrEqual(units);
        expect((batches - 1) * batchSize).toBeLessThan(Math.max(units, 1));
        expect(unitsDone).toBeLessThanOrEqual(units);
      }
    }),
  );
});

test('shows the units at the cut-off after the cut-off, and null before it', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const atCutOff = toBakeSheet(lines, [], true).map(
        ({ unitsAtCutOff }) => unitsAtCutOff ?? NaN,
      );
      expect(sum(atCutOff)).toBe(quantities(lines.filter(({ wasWanted }) => wasWanted)));
      expect(
        toBakeSheet(lines, [], false).every(({ unitsAtCutOff }) => unitsAtCutOff === null),
      ).toBe(true);
    }),
  );
});

test('names each allergen of the accepted units once: as contained, or else as traces', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      for (const { productId, allergens, traces } of toBakeSheet(lines, [], true)) {
        const wanted = lines.filter((one) => one.isWanted && one.productId === productId);
        expect(new Set(allergens)).toEqual(new Set(wanted.flatMap((one) => one.allergens ?? [])));
        expect(new Set([...allergens, ...traces])).toEqual(
          new Set(wanted.flatMap((one) => [...(one.allergens ?? []), ...one.traces])),
        );
        expect(traces.filter((one) => allergens.includes(one))).toEqual([]);
      }
    }),
  );
});

const cake: BakeSheetLine = {
  orderId: 101,
  pickupAt: new Date(0),
  productId: 1,
  productName: 'Cake',
  position: 1,
  kind: 'made_to_order',
  batchSize: 1,
  quantity: 1,
  note: null,
  options: [],
  allergens: [],
  traces: [],
  isWanted: true,
  isDone: false,
  isSetAside: false,
  wasWanted: true,
};
const sheetOf = (lines: readonly BakeSheetLine[]) => toBakeSheet(lines, [], true)[0];

test('counts pieces with equal choices together, whatever is written on them', () => {
  const sheet = sheetOf([
    { ...cake, quantity: 2, options: [size('Large'), names(['Emma', 'Noah'])] },
    { ...cake, options: [size('Large')], isDone: true },
    { ...cake, options: [size('10 inch')] },
    { ...cake, options: [size('6 inch')], wasWanted: false },
    cake,
  ]);
  expect(sheet?.variants).toEqual([
    { choices: '', units: 1, unitsDone: 0, unitsAtCutOff: 1 },
    { choices: '6 inch', units: 1, unitsDone: 0, unitsAtCutOff: 0 },
    { choices: '10 inch', units: 1, unitsDone: 0, unitsAtCutOff: 1 },
    { choices: 'Large', units: 3, unitsDone: 1, unitsAtCutOff: 3 },
  ]);
});

test('keeps the choices of a cancelled order on the sheet after the cut-off', () => {
  const sheet = sheetOf([
    { ...cake, options: [size('Large')] },
    { ...cake, options: [size('Small'), names(['Zoë'])], isWanted: false },
  ]);
  expect(sheet?.variants).toContainEqual(
    expect.objectContaining({ choices: 'Small', units: 0, unitsAtCutOff: 1 }),
  );
  expect(sheet?.inscriptions).toEqual([
    expect.objectContaining({ text: 'Zoë', choices: 'Small', changeSinceCutOff: 'removed' }),
  ]);
});

test('lists a text for each piece, or one text with the number of its pieces', () => {
  const sheet = sheetOf([
    { ...cake, quantity: 2, options: [names(['Emma', 'Noah'])] },
    { ...cake, orderId: 102, quantity: 3, options: [names(['Zoë'])], wasWanted: false },
  ]);
  expect(
    sheet?.inscriptions.map(({ orderId, text, piece, quantity, changeSinceCutOff }) => [
      orderId,
      text,
      piece,
      quantity,
      changeSinceCutOff,
    ]),
  ).toEqual([
    [101, 'Emma', 1, 1, null],
    [101, 'Noah', 2, 1, null],
    [102, 'Zoë', null, 3, 'added'],
  ]);
});
