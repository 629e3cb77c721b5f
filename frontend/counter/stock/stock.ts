import type { OpenView } from '../view.ts';
import { openMovements } from './movements.ts';
import { openShelf } from './shelf.ts';

/** "#/stock" lists the shelf products; "#/stock/12" lists the movements of one of them. */
export const open: OpenView = (context) =>
  context.argument === '' ? openShelf(context) : openMovements(context);
