import type { ListedOrder } from './affected-orders.ts';
import type { ChoiceFaultReason } from './options.ts';

/**
 * The kind of a refusal, independent of any protocol: `invalid` the request is malformed ·
 * `unauthenticated` the caller is not signed in · `forbidden` the caller may not do this ·
 * `throttled` too many requests for now · `not-found` the resource does not exist · `conflict` the
 * current state does not allow the request · `unacceptable` the request is well formed, but breaks a rule of the
 * bakery · `idempotency-conflict` the key belongs to another
 * request · `too-large` the content exceeds a limit · `unavailable` a dependency is down.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'idempotency-conflict'
  | 'unacceptable'
  | 'too-large'
  | 'throttled'
  | 'unavailable';

/**
 * Every refusal has one of these codes: stable and machine-readable. Pages have a text for each
 * code.
 */
export const errorCodes = [
  'above-maximum',
  'already-collected',
  'already-missed',
  'api-unavailable',
  'below-minimum',
  'body-too-large',
  'counted-since',
  'cross-origin-forbidden',
  'csrf',
  'database-unavailable',
  'direct-access-forbidden',
  'group-in-use',
  'idempotency-key-reused',
  'import-refused',
  'invalid-options',
  'invalid-request',
  'last-manager',
  'name-taken',
  'no-longer-on-sale',
  'no-pickup-day',
  'not-available',
  'not-daily',
  'not-enough-left',
  'not-enough-stock',
  'not-on-sale-yet',
  'not-pending',
  'not-planned',
  'not-signed-in',
  'not-stocked',
  'nothing-to-undo',
  'off-step',
  'option-unavailable',
  'orders-affected',
  'out-of-season',
  'paused',
  'pickup-closed-day',
  'pickup-cut-off-passed',
  'pickup-fully-booked',
  'pickup-in-the-past',
  'pickup-lead-time',
  'pickup-no-such-slot',
  'pickup-slot-full',
  'pickup-too-far-ahead',
  'pool-in-use',
  'sold-out',
  'stale-version',
  'supply-in-use',
  'timeout',
  'too-early',
  'too-late',
  'too-many-attempts',
  'too-many-open-orders',
  'too-many-sign-ins',
  'too-much-stock',
  'total-changed',
  'unconfirmed-allergens',
  'unknown-account',
  'unknown-file',
  'unknown-movement',
  'unknown-option',
  'unknown-option-group',
  'unknown-order',
  'unknown-picture',
  'unknown-pool',
  'unknown-product',
  'unknown-route',
  'uses-no-pools',
  'wrong-credentials',
  'wrong-password',
  'wrong-role',
  'wrong-status',
  'wrong-token',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One fault in a request: a JSON Pointer (RFC 6901) to the value, and its description. */
export interface Fault {
  readonly path: string;
  readonly message: string;
  /** The product that the value refers to. */
  readonly product_id?: number;
  /** Units of that product that are left, for all lines of an order together. */
  readonly left?: number;
  /** The minimum, the maximum or the step that the units of that product break, for all lines together. */
  readonly limit?: number;
  /** The saved number that the request did not expect; null when none is recorded. */
  readonly current?: number | null;
  /** The group of options that the value refers to. */
  readonly group_id?: number;
  /** What is wrong with the options. */
  readonly reason?: ChoiceFaultReason;
}

/** Open orders that a change affects. The same request with `confirmation` makes the change. */
export interface Affected {
  /** The first affected orders, by pickup time. */
  readonly orders: readonly ListedOrder[];
  /** The number of all affected orders. */
  readonly count: number;
  readonly confirmation: string;
}

/** The current prices of an order, in the main unit. */
export interface OrderPrices {
  readonly total: number;
  /** Of each line, for one piece with its options. */
  readonly unit_prices: readonly number[];
}

/** Uncollected orders that prevent a change, because they hold units of a product. */
export interface HoldingOrders {
  /** The first 500 by number. */
  readonly order_ids: readonly number[];
  /** The number of all these orders. */
  readonly count: number;
}

/** Converts a thrown value of any type to an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** A refusal that the caller is meant to understand. Any other thrown error is a bug. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
  /** Seconds after which a retry may succeed, when known. */
  readonly retryAfterSeconds: number | undefined;
  readonly affected: Affected | undefined;
  readonly holding: HoldingOrders | undefined;
  readonly prices: OrderPrices | undefined;

  constructor(
    kind: ErrorKind,
    code: ErrorCode,
    message: string,
    options: {
      faults?: readonly Fault[];
      cause?: unknown;
      retryAfterSeconds?: number;
      affected?: Affected;
      holding?: HoldingOrders;
      prices?: OrderPrices;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.affected = options.affected;
    this.holding = options.holding;
    this.prices = options.prices;
  }
}
