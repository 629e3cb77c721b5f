import type { OpenView } from '../view.ts';
import { openList } from './list.ts';
import { openNewProduct } from './new-product.ts';
import { openProduct } from './product.ts';

/** "#/catalogue", "#/catalogue/new", "#/catalogue/12" */
export const open: OpenView = (context) => {
  if (context.argument === '') return openList(context);
  if (context.argument === 'new') return openNewProduct(context);
  return openProduct(context);
};
