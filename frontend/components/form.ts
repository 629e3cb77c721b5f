import type { Problem } from '../../shared/contract/problem.ts';
import type { Notice } from './notice.ts';
import type { Store } from './store.ts';

/**
 * The state of a form. A field of a request has its path there as its name, "/customer/name", because the API names
 * faults so.
 */
export interface FormState<Name extends string = string> {
  /** The typed values by the names of their fields. */
  readonly values: Readonly<Record<Name, string>>;
  /** The faults by the names of their fields. */
  readonly faults: Faults;
  readonly notice: Notice | null;
  readonly isSending: boolean;
}

export type Faults = Readonly<Record<string, string>>;

export function newForm<Name extends string>(values: Record<Name, string>): FormState<Name> {
  return { values, faults: {}, notice: null, isSending: false };
}

/** Returns a function that puts the typed value of a field into the state and removes the field's fault. */
export function typeInto<Name extends string>(store: Store<FormState<Name>>) {
  return (name: Name, value: string) =>
    store.change({
      values: { ...store.state.values, [name]: value },
      faults: withoutFaults(store.state.faults, name),
    });
}

/** @param path of a field or of a part of the request */
export function withoutFaults(faults: Faults, path: string): Faults {
  const others = Object.entries(faults).filter(
    ([name]) => name !== path && !name.startsWith(`${path}/`),
  );
  return Object.fromEntries(others);
}

/** A listener for `submit`. */
export function submitTo(send: () => unknown) {
  return (event: Event) => {
    event.preventDefault();
    send();
  };
}

/**
 * Sends a form, unless it is being sent, and shows what has failed.
 * @param place contains the form
 * @param send returns the changes of the state afterwards
 */
export async function sendForm(
  store: Store<FormState>,
  place: Element,
  send: () => Promise<Partial<FormState>>,
): Promise<void> {
  if (store.state.isSending) return;
  store.change({ isSending: true, faults: {}, notice: null });
  try {
    store.change(await send());
  } finally {
    store.change({ isSending: false });
  }
  place.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}

/**
 * Sorts the faults of a refused request.
 * @param names of the fields that show their faults
 * @returns the faults of these fields, and the messages of all others
 */
export function sortFaults(errors: NonNullable<Problem['errors']>, names: readonly string[]) {
  const isKnown = ({ path }: { readonly path: string }) => names.includes(path);
  const others = errors.filter((error) => !isKnown(error));
  return {
    faults: Object.fromEntries(errors.filter(isKnown).map(({ path, message }) => [path, message])),
    others: others.map(({ path, message }) => `${path}: ${message}`),
  };
}

/** The number that was typed; NaN for none or for another text. */
export function toNumber(typed: string): number {
  return typed === '' ? NaN : Number(typed);
}
