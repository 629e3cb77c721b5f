export const words = {
  collected: 'Collected',
  moves: { complete: 'Complete', collect: 'Hand over' },
  movesOf: {
    complete: (id: number) => `Complete order ${id}`,
    collect: (id: number) => `Hand over order ${id}`,
  },
  done: {
    complete: (id: number) => `Order ${id} is completed.`,
    collect: (id: number) => `Order ${id} is handed over.`,
    cancel: (id: number) => `Order ${id} is cancelled.`,
    undo: (id: number) => `Taken back: order ${id}.`,
  },
  undo: 'Undo',
  undoOf: (id: number) => `Undo what was done with order ${id}`,
  tooLate: 'Only what was done within the last minute can be undone.',
  isNow: (id: number, standing: string) => `Order ${id} is by now: ${standing}.`,
  cancel: 'Cancel order',
  cancelOf: (id: number) => `Cancel order ${id}`,
  cancelTitle: (id: number) => `Cancel order ${id}?`,
  keep: 'Keep it',
  reason: 'Why?',
  reasonHint: 'The reason goes into the order’s timeline.',
  usualReasons: ['Customer cancelled', 'Not fetched', 'Cannot be baked', 'Ordered by mistake'],
};

export type MovesWords = typeof words;
