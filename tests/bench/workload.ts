/** What customers order, and when their order counts as done. */
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { products } from './contestant.ts';

export interface Workload {
  /** The body of the `index`-th order. */
  readonly bodyOf: (index: number) => string;
  /** SQL for an order that has been processed. */
  readonly isDone: string;
}

/** Coprime to the number of products, so that each product is ordered before one repeats. */
const stride = 37;

/** One line of a shelf product, without a pickup time. */
export const plain: Workload = {
  bodyOf: (index) =>
    JSON.stringify({ product_id: 1 + ((index * stride) % products), quantity: 1 + (index % 3) }),
  isDone: `status = 'Completed'`,
};

/** Products of `forDays`, which follow the products of all contestants. */
export const dailyProducts = 20;
const cake = products + dailyProducts + 1;

/** The products of `withOptions`: shelf products with the same three groups of options. */
export const optionProducts = { first: 1_000_001, count: 20 };
/** Each group's first option, and its number of options. */
export const optionGroups = {
  size: { first: 1, count: 3 },
  fillings: { first: 4, count: 4 },
  sliced: { first: 8, count: 1 },
};

/** One line with a size, two of four fillings and, in every other order, "sliced". */
export const withOptions: Workload = {
  bodyOf(index) {
    const { size, fillings, sliced } = optionGroups;
    const of = ({ first, count }: typeof size, offset = 0) => first + ((index + offset) % count);
    const ids = [
      of(size),
      of(fillings),
      of(fillings, 1),
      ...(index % 2 === 0 ? [sliced.first] : []),
    ];
    return JSON.stringify({
      lines: [
        {
          product_id: optionProducts.first + ((index * stride) % optionProducts.count),
          quantity: 1 + (index % 3),
          options: ids.map((option_id) => ({ option_id })),
        },
      ],
    });
  },
  isDone: `status in ('Processing', 'Completed')`,
};

/** Two daily lines and a cake of a pool for a chosen slot, on one of three days with six slots each. */
export const forDays: Workload = {
  bodyOf(index) {
    const daily = (offset: number) => products + 1 + ((index + offset) % dailyProducts);
    const date = addDays(dateAt(new Date(), 'UTC'), 2 + (index % 3));
    const [hour, minutes] = [8 + (index % 3), index % 2 === 0 ? '00' : '30'];
    return JSON.stringify({
      lines: [daily(0), daily(7), cake].map((product_id) => ({ product_id, quantity: 1 })),
      pickup_at: `${date}T${String(hour).padStart(2, '0')}:${minutes}:00Z`,
    });
  },
  isDone: `status in ('Processing', 'Completed')`,
};
