export interface Store<State> {
  readonly state: State;
  change(patch: Partial<State>): void;
  /** Calls the listener now and after every change. */
  subscribe(listener: (state: State) => void): void;
}

/** All that the page knows, in one place: events change it, and what is shown follows from it. */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const listeners: ((state: State) => void)[] = [];
  return {
    get state() {
      return state;
    },
    change(patch) {
      state = { ...state, ...patch };
      // A listener may change the state again; those after it then see the newest, never the past.
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.push(listener);
      listener(state);
    },
  };
}
