import { dateAt, type LocalDate } from './calendar.ts';
import type { Claim } from './claims.ts';
import { businessDayOf, findSlot, type PickupRules } from './pickup.ts';

/** An order that was accepted by a release without claims. */
export interface UnclaimedOrder {
  readonly id: number;
  readonly placedAt: Date;
  readonly pickupAt: Date | null;
  /** Null for orders of the first release. */
  readonly pickupEndsAt: Date | null;
  readonly lines: readonly {
    readonly lineNo: number;
    readonly productId: number;
    readonly quantity: number;
    /** Whether the order holds units of the product's stock. */
    readonly isStocked: boolean;
    /** The pools of a made-to-order product. */
    readonly pools: readonly { readonly poolId: number; readonly weight: number }[];
  }[];
}

/** The claims and the business day of an order, as its release has counted it: capacity by calendar date. It has not counted pools. */
export function toEarlierClaims(
  { id, placedAt, pickupAt, pickupEndsAt, lines }: UnclaimedOrder,
  rules: PickupRules,
): { readonly orderId: number; readonly pickupDate: LocalDate; readonly claims: readonly Claim[] } {
  const pickupDate = businessDayOf(rules, pickupAt ?? placedAt);
  const claims = lines.flatMap(({ lineNo, productId, quantity: units, isStocked }): Claim[] => {
    if (isStocked) return [{ source: 'stock', lineNo, productId, units }];
    if (!pickupAt) return [];
    return [
      { source: 'capacity', lineNo, productId, date: dateAt(pickupAt, rules.timeZone), units },
    ];
  });
  if (!pickupAt) return { orderId: id, pickupDate, claims };
  const ofPools = lines.flatMap(({ lineNo, productId, quantity, pools }) =>
    pools.map(({ poolId, weight }): Claim => ({
      source: 'pool',
      lineNo,
      productId,
      poolId,
      date: pickupDate,
      units: weight * quantity,
    })),
  );
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const endsAt = pickupEndsAt ?? findSlot(rules, pickupAt)?.endsAt ?? pickupAt;
  const slot = { startsAt: pickupAt, endsAt, units };
  return { orderId: id, pickupDate, claims: [...claims, ...ofPools, { source: 'slot', ...slot }] };
}
