import type { OpenView } from '../view.ts';
import { openMovements } from './movements.ts';
import { openShelf } from './shelf.ts';

/** "#/stock", and "#/stock/12" for why there is as much as there is */
export const open: OpenView = (context) =>
  context.argument === '' ? openShelf(context) : openMovements(context);
