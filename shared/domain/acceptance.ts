/** What the status of an order at its acceptance depends on. */
export interface AcceptedOrder {
  readonly isPickupChosen: boolean;
  readonly lines: readonly { readonly kind: 'shelf' | 'made_to_order' }[];
}

/**
 * The status of an order at its acceptance. The goods of an order without a chosen time are set aside at once when they are
 * all there. Otherwise staff bake them, or pack them for the chosen time.
 */
export function decideStatus({ isPickupChosen, lines }: AcceptedOrder): 'Processing' | 'Completed' {
  return !isPickupChosen && lines.every(isThere) ? 'Completed' : 'Processing';
}

/** Whether the units of a line are there when the order is accepted. */
function isThere({ kind }: AcceptedOrder['lines'][number]): boolean {
  switch (kind) {
    case 'shelf':
      return true;
    case 'made_to_order':
      return false;
  }
}
