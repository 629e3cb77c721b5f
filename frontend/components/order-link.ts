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

/** The address that puts the lines into the basket of the shop: "/#add=6x2,10x1". */
export function linkToBasket(
  lines: readonly { readonly product_id: number; readonly quantity: number }[],
): string {
  return `/#add=${lines.map(({ product_id, quantity }) => `${product_id}x${quantity}`).join()}`;
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
