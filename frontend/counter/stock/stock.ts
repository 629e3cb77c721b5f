import { openDayBooks } from '../day-books/day-books.ts';
import type { OpenView } from '../view.ts';
import { openMovements } from './movements.ts';
import { openShelf } from './shelf.ts';

/**
 * "#/stock" lists the shelf products, "#/stock/12" the movements of one of them, and "#/stock/daily" the daily products of
 * a day.
 */
export const open: OpenView = (context) => {
  switch (context.argument) {
    case '':
      return openShelf(context);
    case 'daily':
      return openDayBooks(context);
    default:
      return openMovements(context);
  }
};
