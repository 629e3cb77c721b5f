/** An address of the counter: "#/orders/102?day=2026-12-01" has the view "orders" and the argument "102". */
export interface Address {
  readonly name: string;
  readonly argument: string;
  readonly query: URLSearchParams;
}

export function readAddress(): Address {
  const [path = '', search] = location.hash.split('?');
  const [, name = '', argument = ''] = path.split('/');
  return { name: decode(name), argument: decode(argument), query: new URLSearchParams(search) };
}

/** A typed address may contain a "%" without digits after it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Keeps the state of a view in its address, so that it survives "back" and a reload.
 * @param path of the view, "#/orders"; nothing changes when another view has been opened
 */
export function writeQuery(path: string, values: Readonly<Record<string, string>>): void {
  if (location.hash.split('?')[0] !== path) return;
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  replaceAddress(query.size === 0 ? path : `${path}?${query.toString()}`);
}

/** Changes the address without opening a view. */
export function replaceAddress(address: string): void {
  if (address !== location.hash) history.replaceState(history.state, '', address);
}

/** What the browser's history stores with an address. */
interface EntryState {
  /** The address from which this one was opened. */
  readonly from?: string;
  /** Identifies the entry. */
  readonly key?: string;
  /** True after the page was reloaded, because a file of the view was gone. */
  readonly wasReloaded?: boolean;
}

export function readEntry(): EntryState {
  return (history.state as EntryState | null) ?? {};
}

export function writeEntry(patch: EntryState): void {
  history.replaceState({ ...readEntry(), ...patch }, '');
}

/**
 * A listener for a link to the view that this one was opened from: goes back in the history, where the scroll position
 * is. @param path of the view, "#/orders"
 */
export function goBackTo(path: string) {
  return (event: Event) => {
    const [from] = (readEntry().from ?? '').split('?');
    if (from !== path) return;
    event.preventDefault();
    history.back();
  };
}
