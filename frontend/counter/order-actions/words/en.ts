import { formatNumber, plural } from '../../../components/wording.ts';

export const words = {
  actions: { complete: 'Mark ready', collect: 'Picked up', miss: 'Not picked up' },
  actionsOf: {
    complete: (id: number) => `Mark ready: order ${id}`,
    collect: (id: number) => `Picked up: order ${id}`,
    miss: (id: number) => `Not picked up: order ${id}`,
  },
  done: {
    complete: (id: number) => `Order ${id} is ready.`,
    collect: (id: number) => `Order ${id} was picked up.`,
    miss: (id: number) => `Order ${id} was not picked up. Its pieces count as waste.`,
    cancel: (id: number) => `Order ${id} is cancelled.`,
    undo: (id: number) => `Undone: order ${id}.`,
  },
  collectTitle: (id: number) => `Order ${id} was picked up?`,
  collectText: (day: string) => `Its pickup day is ${day}.`,
  notYet: 'Not yet',
  allReady: (count: number) =>
    plural(count, { one: '1 order is ready.', other: `${formatNumber(count)} orders are ready.` }),
  allCollected: (count: number) =>
    plural(count, {
      one: '1 order was picked up.',
      other: `${formatNumber(count)} orders were picked up.`,
    }),
  allMissed: (count: number) =>
    plural(count, {
      one: '1 order was not picked up.',
      other: `${formatNumber(count)} orders were not picked up.`,
    }),
  allUndone: (count: number) =>
    plural(count, { one: 'Undone: 1 order.', other: `Undone: ${formatNumber(count)} orders.` }),
  someUnchanged: (count: number) =>
    plural(count, {
      one: '1 order has changed and was left as it is.',
      other: `${formatNumber(count)} orders have changed and were left as they are.`,
    }),
  setAside: 'Set aside',
  undo: 'Undo',
  undoOf: (id: number) => `Undo: order ${id}`,
  tooLate: 'Undo works for one minute only.',
  currentStatus: (id: number, status: string) => `Order ${id} is now: ${status}.`,
  cancel: 'Cancel order',
  cancelOf: (id: number) => `Cancel order ${id}`,
  cancelTitle: (id: number) => `Cancel order ${id}?`,
  keep: 'Keep order',
  reason: 'Reason',
  reasonHint: 'Shown in the order’s timeline.',
  usualReasons: ['Customer cancelled', 'Not picked up', 'Cannot be baked', 'Ordered by mistake'],
};

export type OrderActionsWords = typeof words;
