import fc from 'fast-check';
import { decideOrders, type PendingOrder } from './allocation.ts';

const bread = { productId: 1, quantity: 2, kind: 'shelf' } as const;
const cake = { productId: 2, quantity: 1, kind: 'made_to_order' } as const;

test('an order of shelf goods that are there is completed at once', () => {
  const [decision] = decideOrders([{ id: 101, lines: [bread] }], new Map([[1, 2]]));
  expect(decision).toEqual({
    orderId: 101,
    status: 'Completed',
    reason: null,
    taken: new Map([[1, 2]]),
  });
});

test('an order with a made-to-order line goes to the bakers and still takes its shelf goods', () => {
  const [decision] = decideOrders([{ id: 101, lines: [bread, cake] }], new Map([[1, 2]]));
  expect(decision).toMatchObject({ status: 'Processing', taken: new Map([[1, 2]]) });
});

test('an order of which one product is short is rejected whole and takes nothing', () => {
  const croissant = { productId: 3, quantity: 5, kind: 'shelf' } as const;
  const stock = new Map([
    [1, 2],
    [3, 4],
  ]);
  const [decision] = decideOrders([{ id: 101, lines: [bread, croissant, cake] }], stock);
  expect(decision).toEqual({
    orderId: 101,
    status: 'Rejected',
    reason: 'sold out',
    taken: new Map(),
  });
});

test('two lines of the same product count together', () => {
  const [decision] = decideOrders([{ id: 101, lines: [bread, bread] }], new Map([[1, 3]]));
  expect(decision?.status).toBe('Rejected');
});

test('an order too large for what is left does not keep a smaller one behind it from being served', () => {
  const orders = [
    { id: 101, lines: [{ ...bread, quantity: 9 }] },
    { id: 102, lines: [bread] },
  ];
  expect(decideOrders(orders, new Map([[1, 2]])).map(({ status }) => status)).toEqual([
    'Rejected',
    'Completed',
  ]);
});

const line = fc.record({
  productId: fc.integer({ min: 1, max: 4 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  kind: fc.constant('shelf' as const),
});
const orders = fc
  .array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 20 })
  .map((all): PendingOrder[] => all.map((lines, index) => ({ id: 101 + index, lines })));
const stock = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 })
  .map((units) => new Map(units.map((n, index) => [index + 1, n])));

test('whatever is ordered, no more is taken than was there, and a rejected order would not have fitted', () => {
  fc.assert(
    fc.property(orders, stock, (pending, before) => {
      const left = new Map(before);
      for (const [index, decision] of decideOrders(pending, before).entries()) {
        const wanted = new Map<number, number>();
        for (const { productId, quantity } of pending[index]?.lines ?? []) {
          wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
        }
        const fits = [...wanted].every(([id, units]) => units <= (left.get(id) ?? 0));
        expect(decision.status).toBe(fits ? 'Completed' : 'Rejected');
        expect(decision.taken).toEqual(fits ? wanted : new Map());
        for (const [id, units] of decision.taken) left.set(id, (left.get(id) ?? 0) - units);
      }
      expect([...left.values()].every((units) => units >= 0)).toBe(true);
    }),
  );
});
