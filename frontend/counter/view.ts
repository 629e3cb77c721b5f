/** The arguments of a counter view. */
export interface ViewContext {
  /** An empty element that belongs to the view. */
  readonly element: HTMLElement;
  /** The part after the view's name in the address: "102" of "#/orders/102"; "" without one. */
  readonly argument: string;
  /** The state of the view in its address: "?day=2026-12-01". */
  readonly query: URLSearchParams;
  /** Aborted when the view is left: ends its timers and listeners. */
  readonly signal: AbortSignal;
  /** Asks before the view or page is left while something is not saved. */
  readonly askBeforeLeaving: (hasUnsaved: () => boolean) => void;
}

/** Fills the view's element; may be asynchronous. Changes after the signal are not visible. */
export type OpenView = (context: ViewContext) => void | Promise<void>;

/** Opens a view by its address, "#/orders/102". */
export function goTo(address: string): void {
  location.hash = address;
}
