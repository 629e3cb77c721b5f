import { type LegalText, legalTexts } from '../../shared/domain/legal-texts.ts';
import { findProductId } from '../../shared/domain/product-page.ts';

/** What the shop shows; the address names it. */
export type ShopPage =
  | { readonly kind: 'products' }
  /** The id is undefined when the address names no product. */
  | { readonly kind: 'product'; readonly id: number | undefined }
  | { readonly kind: 'checkout' }
  | { readonly kind: 'orders' }
  | { readonly kind: 'text'; readonly name: LegalText };

const productFolder = '/product/';

export function pageAt({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): ShopPage {
  const name = hash.slice(1);
  if (name === 'checkout' || name === 'orders') return { kind: name };
  const text = legalTexts.find((one) => one === name);
  if (text) return { kind: 'text', name: text };
  if (!pathname.startsWith(productFolder)) return { kind: 'products' };
  return { kind: 'product', id: findProductId(pathname.slice(productFolder.length)) };
}

/** Whether the shop shows this path without loading a page. */
export function isOfShop(pathname: string): boolean {
  return pathname === '/' || pathname.startsWith(productFolder);
}

/**
 * Lines in the address of a link that puts them into the basket: "#add=6x2,10x1" is two units of product 6 and one of
 * product 10.
 */
export function parseLines(hash: string): { product_id: number; quantity: number }[] {
  const [, list = ''] = /^#add=((?:\d{1,9}x\d{1,4},?)+)$/.exec(hash) ?? [];
  return list
    .split(',')
    .map((line) => line.split('x').map(Number))
    .filter(([id, quantity]) => id && quantity)
    .map(([id = 0, quantity = 0]) => ({ product_id: id, quantity }));
}
