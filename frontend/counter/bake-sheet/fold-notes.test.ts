import { foldNotes } from './fold-notes.ts';

const note = (text: string, order_id: number, quantity = 1, hour = 8) => ({
  note: text,
  order_id,
  quantity,
  pickup_at: `2026-12-01T0${hour}:00:00Z`,
});

test('adds up equal notes, with the first pickup time and each order once', () => {
  const notes = [note('sliced', 101, 2), note('sliced', 102, 1, 9), note('sliced', 102, 3, 9)];
  expect(foldNotes(notes)).toEqual([
    { note: 'sliced', quantity: 6, pickup_at: '2026-12-01T08:00:00Z', orderIds: [101, 102] },
  ]);
});

test('keeps different notes apart, in the order of their first pickups', () => {
  const notes = [note('Emma', 101), note('Zoë', 102), note('Emma', 103, 1, 9), note('emma', 104)];
  expect(foldNotes(notes).map((folded) => [folded.note, folded.quantity])).toEqual([
    ['Emma', 2],
    ['Zoë', 1],
    ['emma', 1],
  ]);
});
