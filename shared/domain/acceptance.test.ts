import { decideStatus } from './acceptance.ts';

const shelf = { kind: 'shelf' } as const;
const madeToOrder = { kind: 'made_to_order' } as const;

test.each([
  { isPickupChosen: false, lines: [shelf, shelf], status: 'Completed' },
  { isPickupChosen: true, lines: [shelf], status: 'Processing' },
  { isPickupChosen: false, lines: [shelf, madeToOrder], status: 'Processing' },
  { isPickupChosen: true, lines: [madeToOrder], status: 'Processing' },
])('accepts $lines as $status when "time chosen" is $isPickupChosen', ({ status, ...order }) => {
  expect(decideStatus(order)).toBe(status);
});
