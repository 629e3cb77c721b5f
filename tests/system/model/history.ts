/** The model: what a history of commands must lead to. */
import type { ProductKind } from '../../../shared/domain/catalogue.ts';
import type { DayPlan } from '../../../shared/domain/day-supply.ts';
import type { OrderEnd } from '../../../shared/domain/order-change.ts';
import type { Actor, OrderStatus } from '../../../shared/domain/order-status.ts';
import type { StockMove } from '../../../shared/domain/stock.ts';

export const slotCapacity = 6;
export const dailyCapacity = 3;
export const stock = 8;
/** Of an oven, on each day. */
export const firstTrays = 13;
/** Trays for one unit. The plan of the daily product takes its trays, not its orders. */
export const weights = { 2: 2, 3: 1, 4: 1, 5: 1 } as const;
/** Most of the first day is for walk-in customers, so that orders reach the reserve soon. */
export const firstPlans: readonly [DayPlan, DayPlan] = [
  { units: 6, reserve: 5 },
  { units: 6, reserve: 1 },
];
/** Of product 5, on each day. */
export const firstLimit = 3;

/**
 * 0 and 1 are shelf products, 2 and 4 are made to order, 4 without a daily capacity, and 3 is baked daily. The supply of 5
 * changes; at first it is baked daily.
 */
export const products = [0, 1, 2, 3, 4, 5] as const;
export type Product = (typeof products)[number];
export const stocked = [0, 1, 5] as const;
export type StockedProduct = (typeof stocked)[number];
export const limitedProducts = [2, 5] as const;
export type LimitedProduct = (typeof limitedProducts)[number];

/** Two days of two slots each. */
export const slots = [0, 1, 2, 3] as const;
export type Slot = (typeof slots)[number];
export type Day = 0 | 1;
export const dayOf = (slot: Slot): Day => (slot < 2 ? 0 : 1);

/** Products with an option: it takes a tray of the oven and has a daily limit. One is on the shelf, one is made to order. */
export const decoratedProducts = [0, 2] as const;
/** Of the option, for each day. */
export const firstDecorations = 3;

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  /** Whether each piece has the option. Only of `decoratedProducts`. */
  readonly isDecorated: boolean;
}

/** Whether the option is sold out, on one day or both. */
export const decorationStates = ['available', 'from second day', 'sold out'] as const;
export type DecorationState = (typeof decorationStates)[number];

export interface ModelOrder {
  readonly id: number;
  readonly token: string;
  readonly lines: readonly Line[];
  /** Null until the processor has found one. */
  readonly slot: Slot | null;
  readonly isSlotChosen: boolean;
  readonly isOverridden: boolean;
  /** Whether its acceptance left the customer time to cancel; null before it. */
  readonly hasTimeToCancel: boolean | null;
  readonly status: OrderStatus;
  readonly end: OrderEnd | null;
  /** Its changes since the placement. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly by: Actor;
}

/** What staff record of product 3. */
export interface Book {
  readonly sold: number;
  readonly wasted: number;
  readonly isReserveReleased: boolean;
}

/** A day may be closed, or open for one of its two slots only. */
export const hours = ['usual', 'closed', 'first slot', 'second slot'] as const;
export type Hours = (typeof hours)[number];

/** The days of a season. One that is over is known at the placement. */
export const seasons = ['always', 'first day', 'second day', 'later', 'over'] as const;
export type Season = (typeof seasons)[number];

/** Whether a product is for sale at the placement of an order. */
export const sales = ['open', 'not yet', 'over'] as const;
export type Sale = (typeof sales)[number];

/**
 * The working days before the pickup's day at whose beginning ordering ends; null without a cut-off of the product. Only
 * the weekdays of the two days have opening hours, so the working day before the first day is past.
 */
export const cutOffs = [null, 1, 2] as const;
export type CutOff = (typeof cutOffs)[number];

const emptyBook: Book = { sold: 0, wasted: 0, isReserveReleased: false };

export interface Model {
  readonly orders: readonly ModelOrder[];
  /** Units delivered of each shelf product, less waste and missing units. */
  readonly shelf: Readonly<Record<StockedProduct, number>>;
  /** By day. */
  readonly plans: readonly [DayPlan, DayPlan];
  readonly books: readonly [Book, Book];
  /** The capacity of the oven. */
  readonly trays: readonly [number, number];
  readonly hours: readonly [Hours, Hours];
  readonly seasons: Readonly<Record<Product, Season>>;
  readonly sales: Readonly<Record<Product, Sale>>;
  readonly cutOffs: Readonly<Record<Product, CutOff>>;
  readonly isPaused: boolean;
  /** The supply of product 5. */
  readonly supply: ProductKind;
  /** The capacity of product 2, and the plan or the capacity of 5, by day; null without a number of the day. */
  readonly limits: Readonly<Record<LimitedProduct, readonly [number | null, number | null]>>;
  /** The units of the option for each day; null for no limit. */
  readonly decorations: number | null;
  readonly decorationState: DecorationState;
  /** Whether product 5 uses the oven. It never does again after it was a shelf product. */
  readonly usesOven: boolean;
  /** The orders that the last change of the supply was refused for. */
  readonly refusedFor: readonly number[];
}

export const newModel: Model = {
  orders: [],
  shelf: { 0: stock, 1: stock, 5: 0 },
  plans: firstPlans,
  books: [emptyBook, emptyBook],
  trays: [firstTrays, firstTrays],
  hours: ['usual', 'usual'],
  seasons: { 0: 'always', 1: 'always', 2: 'always', 3: 'always', 4: 'always', 5: 'always' },
  sales: { 0: 'open', 1: 'open', 2: 'open', 3: 'open', 4: 'open', 5: 'open' },
  cutOffs: { 0: null, 1: null, 2: null, 3: null, 4: null, 5: null },
  isPaused: false,
  supply: 'daily',
  limits: { 2: [null, null], 5: [firstLimit, firstLimit] },
  decorations: firstDecorations,
  decorationState: 'available',
  usesOven: true,
  refusedFor: [],
};

export const actions = ['complete', 'collect', 'miss', 'cancel', 'undo'] as const;
export type Action = (typeof actions)[number];

export const holds = ({ status }: ModelOrder): boolean =>
  status === 'Completed' || status === 'Processing';

export function heldOn({ orders }: Pick<Model, 'orders'>, day: Day): readonly ModelOrder[] {
  return orders.filter((order) => holds(order) && order.slot !== null && dayOf(order.slot) === day);
}

export function unitsOf(orders: readonly ModelOrder[], product: Product): number {
  return orders
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.product === product ? line.quantity : 0), 0);
}

/** The trays that these orders take. */
export function traysOf(model: Model, orders: readonly ModelOrder[]): number {
  const ofFive = model.supply === 'made_to_order' && model.usesOven ? unitsOf(orders, 5) : 0;
  return (
    weights[2] * unitsOf(orders, 2) +
    weights[4] * unitsOf(orders, 4) +
    weights[5] * ofFive +
    decorationsOf(orders)
  );
}

/** The units of the option that these orders take. */
export function decorationsOf(orders: readonly ModelOrder[]): number {
  return orders
    .flatMap(({ lines }) => lines)
    .reduce((sum, { quantity, isDecorated }) => sum + (isDecorated ? quantity : 0), 0);
}

/** The trays that the plans of a day take. */
function plannedTrays({ plans, supply, limits, usesOven }: Model, day: Day): number {
  const ofFive = supply === 'daily' && usesOven ? (limits[5][day] ?? 0) : 0;
  return weights[3] * plans[day].units + weights[5] * ofFive;
}

function supplyOf({ supply }: Pick<Model, 'supply'>, product: Product): ProductKind {
  if (product === 5) return supply;
  if (product === 3) return 'daily';
  return product < 2 ? 'shelf' : 'made_to_order';
}

export function isShelf(model: Pick<Model, 'supply'>, product: Product): boolean {
  return supplyOf(model, product) === 'shelf';
}

export function unitsInSlot({ orders }: Pick<Model, 'orders'>, slot: Slot): number {
  return orders
    .filter((order) => holds(order) && order.slot === slot)
    .flatMap(({ lines }) => lines)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The units in stock that no order holds. */
export function leftOnShelf(model: Model, product: StockedProduct): number {
  if (!isShelf(model, product)) return 0;
  return model.shelf[product] - unitsOf(model.orders.filter(holds), product);
}

/** Why an order of these lines is refused at its placement, by product. */
export function refusalsOf(
  { sales, seasons }: Pick<Model, 'sales' | 'seasons'>,
  lines: readonly Line[],
): Map<Product, string> {
  const refusals = new Map<Product, string>();
  for (const { product } of lines) {
    if (sales[product] === 'over') refusals.set(product, 'no-longer-on-sale');
    else if (sales[product] === 'not yet') refusals.set(product, 'not-on-sale-yet');
    else if (seasons[product] === 'over') refusals.set(product, 'out-of-season');
  }
  return refusals;
}

/** The result of processing these orders: one after the other, by number. */
export function processed(model: Model, ids: readonly number[]): Model {
  let after = model;
  for (const order of model.orders) {
    if (order.status === 'Pending' && ids.includes(order.id)) {
      after = replaced(after, order.id, () => decided(after, order));
    }
  }
  return after;
}

function decided(model: Model, order: ModelOrder): ModelOrder {
  const slot = hasStock(model, order) ? findSlot(model, order) : undefined;
  if (slot === undefined) {
    return withStep({ ...order, hasTimeToCancel: null }, 'Rejected', 'processor');
  }
  const isToBake = order.lines.some(
    ({ product, isDecorated }) => !isShelf(model, product) || isDecorated,
  );
  const status = order.isSlotChosen || isToBake ? 'Processing' : 'Completed';
  // A later cut-off takes no time away.
  const hasTimeToCancel = order.hasTimeToCancel === true || hasTime(model, order, slot);
  return withStep({ ...order, slot, hasTimeToCancel }, status, 'processor');
}

function findSlot(model: Model, order: ModelOrder): Slot | undefined {
  const possible = order.slot === null ? slots : [order.slot];
  return order.isOverridden
    ? possible[0]
    : possible.find((slot) => isOpenFor(model, order, slot) && fits(model, order, slot));
}

function hasStock(model: Model, order: ModelOrder): boolean {
  return stocked
    .filter((product) => isShelf(model, product) && wants(order, product))
    .every((product) => unitsOf([order], product) <= leftOnShelf(model, product));
}

/** With a product that is made to order, the customer may cancel until the order's cut-off. */
function hasTime(model: Model, { lines }: ModelOrder, slot: Slot): boolean {
  const isMadeToOrder = lines.some(({ product }) => supplyOf(model, product) === 'made_to_order');
  return !isMadeToOrder || !isPastCutOff(model, lines, dayOf(slot));
}

function isPastCutOff({ cutOffs, hours }: Model, lines: readonly Line[], day: Day): boolean {
  return lines.some(({ product }) => {
    const days = cutOffs[product];
    return days === 2 || (days === 1 && (day === 0 || hours[0] === 'closed'));
  });
}

/** Hours, seasons and cut-offs do not matter to an order that was accepted before, cancelled, and taken back. */
function isOpenFor(model: Model, { steps, lines }: ModelOrder, slot: Slot): boolean {
  const wasAccepted = steps.some(({ from, to }) => to === 'Cancelled' && from !== 'Pending');
  if (wasAccepted) return true;
  return (
    hasSlot(model.hours[dayOf(slot)], slot) &&
    !isPastCutOff(model, lines, dayOf(slot)) &&
    lines.every(({ product }) => includes(model.seasons[product], dayOf(slot)))
  );
}

function hasSlot(hoursOfDay: Hours, slot: Slot): boolean {
  if (hoursOfDay === 'usual') return true;
  const isFirst = slot === 0 || slot === 2;
  return hoursOfDay === (isFirst ? 'first slot' : 'second slot');
}

function includes(season: Season, day: Day): boolean {
  return season === 'always' || season === (day === 0 ? 'first day' : 'second day');
}

function fits(model: Model, order: ModelOrder, slot: Slot): boolean {
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const day = dayOf(slot);
  const held = heldOn(model, day);
  const suffices = (product: Product, supply: number) =>
    !wants(order, product) || unitsOf([...held, order], product) <= supply;
  return (
    unitsInSlot(model, slot) + units <= slotCapacity &&
    suffices(2, model.limits[2][day] ?? dailyCapacity) &&
    suffices(3, unitsOnline(model, day)) &&
    suffices(5, limitOn(model, day)) &&
    (decorationsOf([order]) === 0 ||
      decorationsOf([...held, order]) <= decorationsOn(model, day)) &&
    (traysOf(model, [order]) === 0 ||
      traysOf(model, [...held, order]) + plannedTrays(model, day) <= model.trays[day])
  );
}

/** The units of product 3 that online orders can hold. Sales without an order take the reserve first. */
function unitsOnline({ plans, books }: Model, day: Day): number {
  const { units, reserve } = plans[day];
  const { sold, wasted, isReserveReleased } = books[day];
  const kept = isReserveReleased ? 0 : Math.max(0, reserve - sold);
  return units - sold - wasted - kept;
}

function decorationsOn({ decorations, decorationState: state }: Model, day: Day): number {
  const isSoldOut = state === 'sold out' || (state === 'from second day' && day === 0);
  return isSoldOut ? 0 : (decorations ?? Infinity);
}

/** Of product 5, on a day. */
function limitOn({ supply, limits }: Model, day: Day): number {
  if (supply === 'shelf') return Infinity;
  return limits[5][day] ?? (supply === 'daily' ? 0 : Infinity);
}

function wants({ lines }: ModelOrder, product: Product): boolean {
  return lines.some((line) => line.product === product);
}

export function cancelled(model: Model, id: number): Model {
  return replaced(model, id, (order) =>
    isCancellable(order) ? withStep(order, 'Cancelled', 'customer') : order,
  );
}

/** No deadline passes while the test runs. */
function isCancellable({ status, end, steps, hasTimeToCancel }: ModelOrder): boolean {
  if (end !== null) return false;
  if (status === 'Pending') return true;
  if (hasTimeToCancel !== true) return false;
  if (status !== 'Completed') return status === 'Processing';
  const completion = steps.findLast(({ from, to }) => to === 'Completed' && from !== to);
  return completion?.by === 'processor';
}

/** The result of a staff action; an impossible action changes nothing. */
export function moved(model: Model, id: number, action: Action): Model {
  return replaced(model, id, (order) => {
    const { status, end } = order;
    if (end !== null) return action === 'undo' ? undone(order) : order;
    switch (action) {
      case 'complete':
        return status === 'Processing' ? withStep(order, 'Completed', 'staff') : order;
      case 'collect':
        return collected(order);
      case 'miss':
        return holds(order) ? withStep(order, status, 'staff', 'missed') : order;
      case 'cancel':
        return holds(order) || status === 'Pending' ? withStep(order, 'Cancelled', 'staff') : order;
      case 'undo':
        return undone(order);
    }
  });
}

/** An order that is picked up was ready before. */
function collected(order: ModelOrder): ModelOrder {
  if (!holds(order)) return order;
  const ready = order.status === 'Processing' ? withStep(order, 'Completed', 'staff') : order;
  return withStep(ready, 'Completed', 'staff', 'collected');
}

function undone(order: ModelOrder): ModelOrder {
  const last = order.steps.at(-1);
  if (last?.by !== 'staff') return order;
  return withStep(order, last.to === 'Cancelled' ? 'Pending' : last.from, 'undo');
}

/** The result of a stock movement; without stock it changes nothing. */
export function counted(
  model: Model,
  product: StockedProduct,
  { reason, units: entered }: StockMove,
): Model {
  if (!isShelf(model, product)) return model;
  const left = leftOnShelf(model, product);
  const difference =
    reason === 'delivery'
      ? entered
      : reason === 'count'
        ? entered - left
        : entered <= left
          ? -entered
          : 0;
  return { ...model, shelf: { ...model.shelf, [product]: model.shelf[product] + difference } };
}

/** A plan may be less than is ordered already. */
export function planned(model: Model, day: Day, plan: DayPlan): Model {
  return { ...model, plans: withItem(model.plans, day, plan) };
}

export function recorded(model: Model, day: Day, book: Book): Model {
  return { ...model, books: withItem(model.books, day, book) };
}

/** The oven may have fewer trays than are taken already. */
export function heated(model: Model, day: Day, trays: number): Model {
  return { ...model, trays: withItem(model.trays, day, trays) };
}

/** Orders of a closed day or slot stay. */
export function openedAt(model: Model, day: Day, hoursOfDay: Hours): Model {
  return { ...model, hours: withItem(model.hours, day, hoursOfDay) };
}

export function inSeason(model: Model, product: Product, season: Season): Model {
  return { ...model, seasons: { ...model.seasons, [product]: season } };
}

export function onSale(model: Model, product: Product, sale: Sale): Model {
  return { ...model, sales: { ...model.sales, [product]: sale } };
}

export function cutOffAt(model: Model, product: Product, cutOff: CutOff): Model {
  return { ...model, cutOffs: { ...model.cutOffs, [product]: cutOff } };
}

/** The limit may be less than is taken already. */
export function decorated(
  model: Model,
  decorations: number | null,
  decorationState: DecorationState,
): Model {
  return { ...model, decorations, decorationState };
}

/** A shelf product has neither a plan nor a capacity. */
export function limited(model: Model, product: LimitedProduct, day: Day, units: number): Model {
  if (isShelf(model, product)) return model;
  const limits = withItem(model.limits[product], day, units);
  return { ...model, limits: { ...model.limits, [product]: limits } };
}

/**
 * Another supply for product 5: stock and plans end with the earlier one. Refused while an order holds units; an order
 * that ended within the last minute counts, and all of them did.
 */
export function suppliedBy(model: Model, supply: ProductKind): Model {
  if (supply === model.supply) return { ...model, refusedFor: [] };
  const holding = model.orders.filter((order) => holds(order) && wants(order, 5));
  if (holding.length > 0) return { ...model, refusedFor: holding.map(({ id }) => id) };
  return {
    ...model,
    supply,
    shelf: { ...model.shelf, 5: 0 },
    limits: { ...model.limits, 5: [null, null] },
    usesOven: model.usesOven && supply !== 'shelf',
    refusedFor: [],
  };
}

function withItem<Item>(
  [first, second]: readonly [Item, Item],
  at: 0 | 1,
  item: Item,
): [Item, Item] {
  return at === 0 ? [item, second] : [first, item];
}

function withStep(
  order: ModelOrder,
  to: OrderStatus,
  by: Actor,
  end: OrderEnd | null = null,
): ModelOrder {
  const steps = [...order.steps, { from: order.status, to, by }];
  return { ...order, status: to, end, steps };
}

function replaced(model: Model, id: number, change: (order: ModelOrder) => ModelOrder): Model {
  const orders = model.orders.map((order) => (order.id === id ? change(order) : order));
  return { ...model, orders };
}
