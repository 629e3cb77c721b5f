import type { OrderResponse } from '../../shared/contract/orders.ts';
import { describeOptions } from './describe-options.ts';

/**
 * The address of an order's page. The token follows the "#", so it never reaches a server's log.
 * @param token null for a page that shows only the status
 */
export function linkToOrder(orderId: number, token: string | null): string {
  return token === null ? `/order#${orderId}` : `/order#${orderId}.${token}`;
}

/** A path of the shop ("/order#102") as a full address. @param publicUrl of the shop */
export function toPublicAddress(path: string, publicUrl: string): string {
  return new URL(path, publicUrl).href;
}

/** The full public address of the open page. */
export function publicAddressOf({ pathname, hash }: Location, publicUrl: string): string {
  return toPublicAddress(pathname + hash, publicUrl);
}

type OrderedLine = Pick<OrderResponse['lines'][number], 'product_id' | 'quantity' | 'options'>;

/**
 * The address that puts the lines of an order into the basket of the shop: "/#add=6x2,10x1", or with options "/#again=[…]".
 * What follows the "#" never reaches a server's log.
 */
export function linkToBasket(lines: readonly OrderedLine[]): string {
  if (lines.some(({ options }) => options.length > 0)) {
    return `/#again=${encodeURIComponent(JSON.stringify(lines.map(toLineAgain)))}`;
  }
  return `/#add=${lines.map(({ product_id, quantity }) => `${product_id}x${quantity}`).join()}`;
}

/** A text that was removed with the personal data is left out, so that the customer writes it again. */
function toLineAgain({ product_id, quantity, options }: OrderedLine) {
  if (options.length === 0) return { product_id, quantity };
  const kept = options.filter(({ kind, texts }) => kind !== 'text' || texts.length > 0);
  return {
    product_id,
    quantity,
    options: kept.map(({ option_id, quantity: units, texts }) => ({
      option_id,
      ...(units > 1 && { quantity: units }),
      ...(texts.length > 0 && { texts }),
    })),
    shown: { text: describeOptions(options) },
  };
}

export interface OrderLink {
  readonly id: number;
  readonly token: string | null;
}

/** @param hash "#102.4f…" @returns undefined when it is not an order link */
export function parseOrderLink(hash: string): OrderLink | undefined {
  const [, id, token] = /^#(\d{1,10})(?:\.([0-9a-f]{32}))?$/.exec(hash) ?? [];
  return id === undefined ? undefined : { id: Number(id), token: token ?? null };
}
