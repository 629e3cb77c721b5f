/**
 * An order's page. The token comes after the #, which no browser sends: it is in no server's log.
 * @param token null for the page that tells the status only
 */
export function linkToOrder(orderId: number, token: string | null): string {
  return token === null ? `/order#${orderId}` : `/order#${orderId}.${token}`;
}

/** A part of the shop ("/order#102") as an address for other devices. @param publicUrl of the shop */
export function toPublicAddress(path: string, publicUrl: string): string {
  return new URL(path, publicUrl).href;
}

/** The open page, by the same address. */
export function publicAddressOf({ pathname, hash }: Location, publicUrl: string): string {
  return toPublicAddress(pathname + hash, publicUrl);
}

export interface OrderLink {
  readonly id: number;
  readonly token: string | null;
}

/** @param hash of the address, "#102.4f…" @returns undefined when it names no order */
export function parseOrderLink(hash: string): OrderLink | undefined {
  const [, id, token] = /^#(\d{1,10})(?:\.([0-9a-f]{32}))?$/.exec(hash) ?? [];
  return id === undefined ? undefined : { id: Number(id), token: token ?? null };
}
