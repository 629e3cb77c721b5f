/** The model: what a history of commands must lead to. */
import type { DayPlan } from '../../../shared/domain/day-supply.ts';
import type { OrderEnd } from '../../../shared/domain/order-change.ts';
import type { Actor, OrderStatus } from '../../../shared/domain/order-status.ts';
import type { StockMove } from '../../../shared/domain/stock.ts';

export const slotCapacity = 6;
export const dailyCapacity = 3;
export const stock = 8;
/** Of an oven, on each day. */
export const firstTrays = 9;
/** Trays for one unit. The plan of the daily product takes its trays, not its orders. */
export const weights = { 2: 2, 3: 1, 4: 1 } as const;
export const firstPlan: DayPlan = { units: 5, reserve: 1 };

/** 0 and 1 are shelf products, 2 and 4 are made to order, 4 without a daily capacity, and 3 is baked daily. */
export const products = [0, 1, 2, 3, 4] as const;
export type Product = (typeof products)[number];
export type ShelfProduct = 0 | 1;
const isShelf = (product: Product): product is ShelfProduct => product < 2;

/** Two days of two slots each. */
export const slots = [0, 1, 2, 3] as const;
export type Slot = (typeof slots)[number];
export type Day = 0 | 1;
export const dayOf = (slot: Slot): Day => (slot < 2 ? 0 : 1);

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

export interface ModelOrder {
  readonly id: number;
  readonly token: string;
  readonly lines: readonly Line[];
  /** Null until the processor has found one. */
  readonly slot: Slot | null;
  readonly isSlotChosen: boolean;
  readonly isOverridden: boolean;
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

const emptyBook: Book = { sold: 0, wasted: 0, isReserveReleased: false };

export interface Model {
  readonly orders: readonly ModelOrder[];
  /** Units delivered of each shelf product, less waste and missing units. */
  readonly shelf: readonly [number, number];
  /** By day. */
  readonly plans: readonly [DayPlan, DayPlan];
  readonly books: readonly [Book, Book];
  /** The capacity of the oven. */
  readonly trays: readonly [number, number];
  readonly isClosed: readonly [boolean, boolean];
  readonly isPaused: boolean;
}

export const newModel: Model = {
  orders: [],
  shelf: [stock, stock],
  plans: [firstPlan, firstPlan],
  books: [emptyBook, emptyBook],
  trays: [firstTrays, firstTrays],
  isClosed: [false, false],
  isPaused: false,
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
export function traysOf(orders: readonly ModelOrder[]): number {
  return weights[2] * unitsOf(orders, 2) + weights[4] * unitsOf(orders, 4);
}

export function unitsInSlot({ orders }: Pick<Model, 'orders'>, slot: Slot): number {
  return orders
    .filter((order) => holds(order) && order.slot === slot)
    .flatMap(({ lines }) => lines)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The units in stock that no order holds. */
export function leftOnShelf({ orders, shelf }: Model, product: ShelfProduct): number {
  return shelf[product] - unitsOf(orders.filter(holds), product);
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
  if (slot === undefined) return withStep(order, 'Rejected', 'processor');
  const isToBake = order.lines.some(({ product }) => !isShelf(product));
  const status = order.isSlotChosen || isToBake ? 'Processing' : 'Completed';
  return withStep({ ...order, slot }, status, 'processor');
}

function findSlot(model: Model, order: ModelOrder): Slot | undefined {
  const possible = order.slot === null ? slots : [order.slot];
  return order.isOverridden
    ? possible[0]
    : possible.find((slot) => isOpenFor(model, order, slot) && fits(model, order, slot));
}

function hasStock(model: Model, order: ModelOrder): boolean {
  return products
    .filter(isShelf)
    .every(
      (product) =>
        !wants(order, product) || unitsOf([order], product) <= leftOnShelf(model, product),
    );
}

/** A closed day does not matter to an order that was accepted before, cancelled, and taken back. */
function isOpenFor({ isClosed }: Model, { steps }: ModelOrder, slot: Slot): boolean {
  const wasAccepted = steps.some(({ from, to }) => to === 'Cancelled' && from !== 'Pending');
  return wasAccepted || !isClosed[dayOf(slot)];
}

function fits(model: Model, order: ModelOrder, slot: Slot): boolean {
  const units = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const day = dayOf(slot);
  const held = heldOn(model, day);
  const plan = model.plans[day];
  const suffices = (product: Product, supply: number) =>
    !wants(order, product) || unitsOf([...held, order], product) <= supply;
  return (
    unitsInSlot(model, slot) + units <= slotCapacity &&
    suffices(2, dailyCapacity) &&
    suffices(3, unitsOnline(model, day)) &&
    (traysOf([order]) === 0 ||
      traysOf([...held, order]) + weights[3] * plan.units <= model.trays[day])
  );
}

/** The units of product 3 that online orders can hold. Sales without an order take the reserve first. */
function unitsOnline({ plans, books }: Model, day: Day): number {
  const { units, reserve } = plans[day];
  const { sold, wasted, isReserveReleased } = books[day];
  const kept = isReserveReleased ? 0 : Math.max(0, reserve - sold);
  return units - sold - wasted - kept;
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
function isCancellable({ status, end, steps }: ModelOrder): boolean {
  if (end !== null) return false;
  if (status !== 'Completed') return status === 'Pending' || status === 'Processing';
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

/** The result of a stock movement. */
export function stocked(
  model: Model,
  product: ShelfProduct,
  { reason, units: entered }: StockMove,
): Model {
  const left = leftOnShelf(model, product);
  const difference =
    reason === 'delivery'
      ? entered
      : reason === 'count'
        ? entered - left
        : entered <= left
          ? -entered
          : 0;
  return { ...model, shelf: withItem(model.shelf, product, model.shelf[product] + difference) };
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

/** Orders of a closed day stay. */
export function closedOn(model: Model, day: Day, isClosed: boolean): Model {
  return { ...model, isClosed: withItem(model.isClosed, day, isClosed) };
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
