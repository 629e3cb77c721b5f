import type { LocalDate } from './calendar.ts';

/** What an accepted order holds of one source of supply. */
export type Claim =
  /** Units of a shelf product, of any day. */
  | {
      readonly source: 'stock';
      readonly lineNo: number;
      readonly productId: number;
      readonly units: number;
    }
  /** Units of a daily product's plan, or of a made-to-order product's capacity, for a business day. */
  | {
      readonly source: 'plan' | 'capacity';
      readonly lineNo: number;
      readonly productId: number;
      readonly date: LocalDate;
      readonly units: number;
    }
  /** Units of an option with a daily limit, on a business day: quantity × quantity in a piece. */
  | {
      readonly source: 'option';
      readonly lineNo: number;
      readonly productId: number;
      readonly optionId: number;
      readonly date: LocalDate;
      readonly units: number;
    }
  /** Units of a pool that a made-to-order product or an option uses, on a business day: quantity × weight. */
  | {
      readonly source: 'pool';
      readonly lineNo: number;
      readonly productId: number;
      readonly poolId: number;
      readonly date: LocalDate;
      readonly units: number;
    }
  /** All units of the order, in the time span of its pickup. */
  | {
      readonly source: 'slot';
      readonly startsAt: Date;
      /** Equals `startsAt` for a time outside all slots. */
      readonly endsAt: Date;
      readonly units: number;
    };
