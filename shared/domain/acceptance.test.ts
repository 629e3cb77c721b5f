import { decideStatus } from './acceptance.ts';

const shelf = { kind: 'shelf', isToPrepare: false } as const;
const daily = { kind: 'daily', isToPrepare: false } as const;
const madeToOrder = { kind: 'made_to_order', isToPrepare: false } as const;
const shelfWithText = { kind: 'shelf', isToPrepare: true } as const;

test.each([
  { isPickupChosen: false, isBaked: false, lines: [shelf, shelf], status: 'Completed' },
  { isPickupChosen: false, isBaked: true, lines: [shelf, shelfWithText], status: 'Processing' },
  { isPickupChosen: true, isBaked: true, lines: [shelf], status: 'Processing' },
  { isPickupChosen: false, isBaked: true, lines: [shelf, madeToOrder], status: 'Processing' },
  { isPickupChosen: true, isBaked: true, lines: [madeToOrder], status: 'Processing' },
  { isPickupChosen: false, isBaked: true, lines: [shelf, daily], status: 'Completed' },
  { isPickupChosen: false, isBaked: false, lines: [shelf, daily], status: 'Processing' },
  { isPickupChosen: true, isBaked: true, lines: [daily], status: 'Processing' },
])(
  'accepts $lines as $status when "time chosen" is $isPickupChosen and "baked" is $isBaked',
  ({ status, ...order }) => {
    expect(decideStatus(order)).toBe(status);
  },
);
