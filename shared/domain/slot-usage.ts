/**
 * Units taken in pickup slots. An order holds the time span that its slot had at acceptance. The
 * order counts in every current slot that overlaps this span, even if slots have changed since.
 */

/** Units taken between two instants, in milliseconds since 1970. */
export interface TakenSpan {
  readonly startsAt: number;
  /** Equals `startsAt` for a time that staff chose outside all slots. */
  readonly endsAt: number;
  readonly units: number;
}

interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The longest slot (settings.slot_minutes), and so the longest span. */
export const longestSlotMs = 240 * 60_000;

export interface SlotUsage {
  /** Units taken in this slot by orders whose span overlaps it. */
  unitsIn(slot: Span): number;
  take(slot: Span, units: number): void;
}

/** Spans are grouped by their start, so that a slot is compared only with its neighbours. */
export function toSlotUsage(taken: Iterable<TakenSpan>): SlotUsage {
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

/** An instant overlaps the slot that contains it, including its first instant. */
export function shareTime(a: Omit<TakenSpan, 'units'>, b: Omit<TakenSpan, 'units'>): boolean {
  return a.startsAt === b.startsAt || (a.startsAt < b.endsAt && b.startsAt < a.endsAt);
}
