import type { StaffOption, StaffOptionGroup } from '../../../shared/contract/options.ts';
import { announce } from '../../components/announce.ts';
import type { Failure } from '../../components/api.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { render } from '../../components/html.ts';
import type { Notice } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { formatDay } from '../../components/wording.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { toRequest } from './group-request.ts';
import { listView } from './list-view.ts';
import { askSoldOut } from './sold-out.ts';
import { words } from './words.ts';

export interface ListState {
  /** Null until loaded. */
  readonly groups: readonly StaffOptionGroup[] | null;
  /** By product. */
  readonly names: ReadonlyMap<number, string>;
  readonly notice: Notice | null;
}

export type ListActions = ReturnType<typeof createActions>;

/** All groups with their options: "#/options". */
export const openList: OpenView = async ({ element: place, signal }) => {
  const store = createStore<ListState>({ groups: null, names: new Map(), notice: null });
  const actions = createActions(store, () => load(store, signal));
  store.subscribe((state) => render(listView(state, actions), place));
  await load(store, signal);
};

async function load(store: Store<ListState>, signal: AbortSignal) {
  const [groups, products] = await Promise.all([
    askAsStaff('GET /staff/option-groups'),
    askAsStaff('GET /staff/products'),
  ]);
  if (signal.aborted) return;
  if (groups.kind !== 'accepted' || products.kind !== 'accepted') {
    const failure = groups.kind === 'accepted' ? products : groups;
    if (failure.kind === 'accepted') return;
    store.change({ notice: { title: words.outOfReach, text: explainFailure(failure) } });
    return;
  }
  const names = new Map(products.body.map(({ id, name }) => [id, name]));
  store.change({ groups: groups.body, names });
}

function createActions(store: Store<ListState>, reload: () => Promise<void>) {
  const fail = async (failure: Failure) => {
    store.change({ notice: describeFailure(failure).notice });
    await reload();
  };
  return {
    show: (group: StaffOptionGroup) => void show(store, group, !group.active, fail),
    move: createMoving(store, fail),
    retire: (group: StaffOptionGroup) => void retire(group, fail).then(reload),
    sellOut: (option: StaffOption) => void sellOut(option, fail).then(reload),
    offer: (option: StaffOption) => void offer(option, fail).then(reload),
  };
}

type Fail = (failure: Failure) => Promise<void>;

async function show(
  store: Store<ListState>,
  group: StaffOptionGroup,
  active: boolean,
  fail: Fail,
): Promise<void> {
  store.change({ notice: null });
  const answer = await askAsStaff('PUT /staff/option-groups/{id}', {
    params: { id: group.id },
    body: { ...toRequest(group), active },
  });
  if (answer.kind !== 'accepted') {
    await fail(answer);
    return;
  }
  const { body } = answer;
  const groups = store.state.groups?.map((other) => (other.id === body.id ? body : other));
  store.change({ groups: groups ?? null });
  showToast(active ? words.isShown(body.name) : words.isHidden(body.name), {
    label: words.undo,
    run: () => void show(store, body, !active, fail),
  });
}

/** Returns a function that shows a group at its new place and sends the order, after the orders before it. */
function createMoving(store: Store<ListState>, fail: Fail) {
  let sent = Promise.resolve();

  async function send(group_ids: readonly number[]) {
    const answer = await askAsStaff('PUT /staff/option-groups/order', { body: { group_ids } });
    if (answer.kind !== 'accepted') await fail(answer);
  }

  return (from: number, to: number) => {
    const { groups } = store.state;
    const group = groups?.[from];
    if (!groups || !group || to < 0 || to >= groups.length) return;
    // A moved element loses the focus.
    const focused = document.activeElement as HTMLElement | null;
    const arranged = groups.toSpliced(from, 1).toSpliced(to, 0, group);
    store.change({ groups: arranged, notice: null });
    focused?.focus();
    announce(words.moved(group.name, to + 1, groups.length));
    sent = sent.then(() => send(arranged.map(({ id }) => id)));
  };
}

async function retire({ id, name }: StaffOptionGroup, fail: Fail) {
  const isSure = await confirmFirst({
    title: words.retireTitle(name),
    text: words.retireText,
    yes: words.retire,
    no: words.keep,
  });
  if (!isSure) return;
  const answer = await askAsStaff('DELETE /staff/option-groups/{id}', { params: { id } });
  if (answer.kind === 'accepted') showToast(words.retired(name));
  else await fail(answer);
}

async function sellOut({ id, name }: StaffOption, fail: Fail) {
  const wanted = await askSoldOut({ name });
  if (!wanted) return;
  const { until } = wanted;
  const answer = await askAsStaff('PUT /staff/options/{id}/sold-out', {
    params: { id },
    body: { sold_out: true, until },
  });
  if (answer.kind !== 'accepted') {
    await fail(answer);
    return;
  }
  showToast(
    until === null ? words.nowSoldOut(name) : words.nowSoldOutUntil(name, formatDay(until)),
  );
}

async function offer({ id, name }: StaffOption, fail: Fail) {
  const answer = await askAsStaff('PUT /staff/options/{id}/sold-out', {
    params: { id },
    body: { sold_out: false },
  });
  if (answer.kind === 'accepted') showToast(words.nowAvailable(name));
  else await fail(answer);
}
