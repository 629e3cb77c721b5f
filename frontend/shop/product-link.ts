import type { Product } from '../../shared/contract/products.ts';

/** The path of a product's page: "/product/12-bread-platter". The name is only for people. */
export function productPath({ id, name }: Pick<Product, 'id' | 'name'>): string {
  const words = name.toLowerCase().match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? [];
  return `/product/${[id, ...words].map(encodeURIComponent).join('-')}`;
}
