/** What a view of the counter is given when it is opened. */
export interface ViewContext {
  /** Empty, and the view's own until the signal. */
  readonly element: HTMLElement;
  /** What follows the view's name in the address: "102" of "#/orders/102"; "" when nothing does. */
  readonly argument: string;
  /** Aborted when the view is left: what it waits for, listens to and repeats ends then. */
  readonly signal: AbortSignal;
  /** Asks before the view or the page is left for as long as there is something not saved. */
  readonly askBeforeLeaving: (hasUnsaved: () => boolean) => void;
}

/** Fills the page. It may be asynchronous; what it does after the signal shows nowhere. */
export type OpenView = (context: ViewContext) => void | Promise<void>;

/** Opens a view by its address, "#/orders/102". */
export function goTo(address: string): void {
  location.hash = address;
}
