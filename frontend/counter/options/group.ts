import type { StaffOptionGroup } from '../../../shared/contract/options.ts';
import type { Pool } from '../../../shared/contract/pools.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { sendForm, typeInto, withoutFaults } from '../../components/form.ts';
import { html, render } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import { goTo, type OpenView, type ViewContext } from '../view.ts';
import {
  fieldNames,
  findNewWithout,
  type GroupForm,
  newGroupForm,
  newOption,
  type OptionDraft,
  readGroup,
  toGroupForm,
  typedOf,
} from './group-form.ts';
import { backLink, groupView } from './group-view.ts';
import { words } from './words.ts';

export type GroupActions = ReturnType<typeof createActions>;

/** One group with its options: "#/options/12", or a new one: "#/options/new". */
export const openGroup: OpenView = async (context) => {
  const { element: place, argument, signal } = context;
  if (getSession().role !== 'manager') {
    goTo('#/options');
    return;
  }
  const [groups, pools] = await Promise.all([
    askAsStaff('GET /staff/option-groups'),
    askAsStaff('GET /staff/pools'),
  ]);
  if (signal.aborted) return;
  if (groups.kind !== 'accepted') {
    const notice = { title: words.outOfReach, text: explainFailure(groups) };
    render(html`${backLink()} ${noticeBox(notice)}`, place);
    return;
  }
  const group = groups.body.find(({ id }) => String(id) === argument);
  if (!group && argument !== 'new') {
    render(html`${backLink()} ${noticeBox({ title: words.unknown(argument) })}`, place);
    return;
  }
  showGroup(group, pools.kind === 'accepted' ? pools.body : [], context);
};

function showGroup(
  group: StaffOptionGroup | undefined,
  pools: readonly Pool[],
  { element: place, askBeforeLeaving }: ViewContext,
) {
  const store = createStore<GroupForm>(group ? toGroupForm(group) : newGroupForm());
  let before = typedOf(store.state);
  const actions = createActions(store, place, pools, () => (before = typedOf(store.state)));
  store.subscribe((form) => render(groupView(form, pools, actions), place));
  askBeforeLeaving(() => typedOf(store.state) !== before);
  if (!group) place.querySelector<HTMLInputElement>('.field input')?.focus();
}

function createActions(
  store: Store<GroupForm>,
  place: HTMLElement,
  pools: readonly Pool[],
  saved: () => void,
) {
  const change = (key: string, patch: Partial<OptionDraft>) =>
    store.change({
      options: store.state.options.map((option) =>
        option.key === key ? { ...option, ...patch } : option,
      ),
    });
  const focusOption = (key: string, selector = 'input') =>
    place.querySelector<HTMLElement>(`[data-option="${key}"] ${selector}`)?.focus();
  return {
    type: typeInto(store as Store<FormOf>),
    typeOption: ({ key, values }: OptionDraft, at: number, name: string, value: string) => {
      change(key, { values: { ...values, [name]: value } });
      const path = `/options/${at}${name.startsWith('/pools/') ? '/pools' : name}`;
      store.change({ faults: withoutFaults(store.state.faults, path) });
    },
    change,
    add: () => {
      const option = newOption();
      store.change({ options: [...store.state.options, option] });
      focusOption(option.key);
    },
    remove: ({ key, id, values }: OptionDraft) => {
      const { options } = store.state;
      const at = options.findIndex((option) => option.key === key);
      store.change({ options: options.toSpliced(at, 1), faults: {} });
      const next = store.state.options[Math.min(at, options.length - 2)];
      if (next) focusOption(next.key);
      if (id !== undefined) showToast(words.removedOption(nameOf(values)));
    },
    move: ({ key }: OptionDraft, by: number) => {
      const { options } = store.state;
      const from = options.findIndex((option) => option.key === key);
      const option = options[from];
      const to = from + by;
      if (!option || to < 0 || to >= options.length) return;
      const focused = document.activeElement as HTMLElement | null;
      store.change({ options: options.toSpliced(from, 1).toSpliced(to, 0, option), faults: {} });
      focused?.focus();
    },
    /** In the preview. */
    choose: (choices: GroupForm['choices']) => store.change({ choices }),
    loadAgain: () => void loadAgain(store).then(saved),
    save: () => sendForm(store, place, () => save(store, pools, saved)),
  };
}

type FormOf = Pick<GroupForm, 'values' | 'faults' | 'notice' | 'isSending'>;

function nameOf({ '/name': name = '' }: OptionDraft['values'], unnamed = words.thisOption): string {
  return name === '' ? unnamed : name;
}

/** @returns what the form shows afterwards */
async function save(
  store: Store<GroupForm>,
  pools: readonly Pool[],
  saved: () => void,
): Promise<Partial<GroupForm>> {
  const form = store.state;
  const isConfirmed = await confirmWithout(form);
  if (isConfirmed === undefined) return {};
  const { kind, ...change } = readGroup(form, pools);
  const confirms_without = isConfirmed;
  const answer = form.saved
    ? await askAsStaff('PUT /staff/option-groups/{id}', {
        params: { id: form.saved.id },
        body: { ...change, confirms_without, version: form.saved.version },
      })
    : await askAsStaff('POST /staff/option-groups', {
        body: { ...change, kind, confirms_without },
      });
  if (answer.kind === 'accepted') {
    const { id, name } = answer.body;
    showToast(form.saved ? words.saved(name) : words.created(name));
    store.change(toGroupForm(answer.body));
    saved();
    if (!form.saved) goTo(`#/options/${id}`);
    return {};
  }
  if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
    return { notice: { title: words.stale, text: words.staleText }, isStale: true };
  }
  return describeFailure(answer, fieldNames(form, pools), words.refusals);
}

/**
 * Asks for each allergen that an option removes for the first time.
 * @returns whether there is one, and undefined when the manager does not confirm it
 */
async function confirmWithout(form: GroupForm): Promise<boolean | undefined> {
  const found = findNewWithout(form);
  if (found.length === 0) return false;
  const isSure = await confirmFirst({
    title: words.withoutTitle,
    text: words.withoutText,
    details: html`<ul class="confirmed-without">
      ${found.map(
        ({ values, without }) =>
          html`<li>
            ${words.withoutOf(isolateForeign(nameOf(values, form.values['/name'])), nameAllergens(without))}
          </li>`,
      )}
    </ul>`,
    yes: words.withoutYes,
    no: words.withoutNo,
  });
  return isSure || undefined;
}

async function loadAgain(store: Store<GroupForm>) {
  const answer = await askAsStaff('GET /staff/option-groups');
  const { saved } = store.state;
  const found = answer.kind === 'accepted' && answer.body.find(({ id }) => id === saved?.id);
  if (found) store.change(toGroupForm(found));
}
