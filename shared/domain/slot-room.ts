/**
 * How full pickup slots are. What an order holds is a span of time, the slot as it was when the order was
 * accepted; it counts in each slot that shares time with this span, however slots are cut by now.
 */

/** Units taken between two instants, in milliseconds since 1970. */
export interface TakenSpan {
  readonly startsAt: number;
  /** The same as `startsAt` for a time that staff chose outside all slots. */
  readonly endsAt: number;
  readonly units: number;
}

interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** No slot is longer (settings.slot_minutes), and so no span. */
export const longestSlotMs = 240 * 60_000;

export interface SlotRoom {
  /** Units taken in this slot by orders whose span shares time with it. */
  unitsIn(slot: Span): number;
  take(slot: Span, units: number): void;
}

/** Spans lie in buckets by their start, so that a slot is compared with its neighbours only. */
export function toSlotRoom(taken: Iterable<TakenSpan>): SlotRoom {
  const buckets = new Map<number, TakenSpan[]>();
  const bucketOf = (at: number) => Math.floor(at / longestSlotMs);
  const add = (span: TakenSpan) => {
    const bucket = buckets.get(bucketOf(span.startsAt));
    if (bucket) bucket.push(span);
    else buckets.set(bucketOf(span.startsAt), [span]);
  };
  for (const span of taken) add(span);
  return {
    unitsIn(slot) {
      const [from, to] = [slot.startsAt.getTime(), slot.endsAt.getTime()];
      let units = 0;
      for (let bucket = bucketOf(from - longestSlotMs); bucket <= bucketOf(to); bucket++) {
        for (const span of buckets.get(bucket) ?? []) {
          if (shareTime(span, { startsAt: from, endsAt: to })) units += span.units;
        }
      }
      return units;
    },
    take({ startsAt, endsAt }, units) {
      add({ startsAt: startsAt.getTime(), endsAt: endsAt.getTime(), units });
    },
  };
}

/** An instant shares time with the slot that it lies in, also when it is the slot's first one. */
function shareTime(a: Omit<TakenSpan, 'units'>, b: Omit<TakenSpan, 'units'>): boolean {
  return a.startsAt === b.startsAt || (a.startsAt < b.endsAt && b.startsAt < a.endsAt);
}
