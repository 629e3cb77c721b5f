import fc from 'fast-check';
import { type BakeSheetLine, toBakeSheet } from './bake-sheet.ts';

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
      for (const { units, slots, batches, batchSize, unitsDone } of sheet) {
        expect(sum(slots.map((slot) => slot.units))).toBe(units);
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
