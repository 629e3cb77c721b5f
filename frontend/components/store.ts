export interface Store<State> {
  readonly state: State;
  /** Calls no listener when the patch changes nothing. */
  change(patch: Partial<State>): void;
  /** Calls the listener now and after every change. */
  subscribe(listener: (state: State) => void): void;
}

/** The state of a page: events change it, and listeners show it. */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const listeners: ((state: State) => void)[] = [];
  return {
    get state() {
      return state;
    },
    change(patch) {
      const before = state;
      const names = Object.keys(patch) as (keyof State)[];
      if (names.every((name) => Object.is(patch[name], before[name]))) return;
      state = { ...state, ...patch };
      // A listener may change the state again: later listeners then get the newest state.
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
  };
}

/**
 * The store of a part of a state, such as one form of a list.
 * @param put returns the change of the whole state
 */
export function partOf<State, Part>(
  whole: Store<State>,
  get: (state: State) => Part,
  put: (part: Part, state: State) => Partial<State>,
): Store<Part> {
  return {
    get state() {
      return get(whole.state);
    },
    change: (patch) => whole.change(put({ ...get(whole.state), ...patch }, whole.state)),
    subscribe: (listener) => whole.subscribe((state) => listener(get(state))),
  };
}
