import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { StaffOptionGroup } from '../../../shared/contract/options.ts';
import type { Answer, Failure } from '../../components/api.ts';
import { type Faults, newForm, sendForm, withoutFaults } from '../../components/form.ts';
import { render } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import { productOptionsView, readOnlyView } from './product-options-view.ts';
import { newRule, type RuleDraft, toDrafts, toRule } from './product-rules.ts';
import { words } from './words.ts';

/** What the panel needs of the product's page. */
export interface ProductPage {
  /** The newest known product. */
  readonly getProduct: () => CatalogueProduct;
  readonly saved: (product: CatalogueProduct) => void;
  /** Shows what another person has saved. @returns whether it could be fetched */
  readonly fetchNewest: () => Promise<boolean>;
}

export interface ProductOptionsState extends ReturnType<typeof newProductOptions> {
  readonly rules: readonly RuleDraft[];
}

export type ProductOptionsActions = ReturnType<typeof createActions>;

function newProductOptions(groups: readonly StaffOptionGroup[]) {
  return { ...newForm({}), groups };
}

/** Shows the groups of options of a product. @param place of the panel */
export async function openProductOptions(
  place: HTMLElement,
  page: ProductPage,
  signal: AbortSignal,
): Promise<() => boolean> {
  const answer = await askAsStaff('GET /staff/option-groups');
  const nothingToSave = () => false;
  if (signal.aborted) return nothingToSave;
  if (answer.kind !== 'accepted') {
    render(noticeBox({ title: words.outOfReach, text: explainFailure(answer) }), place);
    return nothingToSave;
  }
  const groups = answer.body;
  const current = () => toDrafts(page.getProduct().option_groups, groups);
  if (getSession().role !== 'manager') {
    render(readOnlyView(current()), place);
    return nothingToSave;
  }
  const store = createStore<ProductOptionsState>({
    ...newProductOptions(groups),
    rules: current(),
  });
  let before = JSON.stringify(store.state.rules.map(toRule));
  const actions = createActions(store, place, page, () => {
    before = JSON.stringify(store.state.rules.map(toRule));
  });
  store.subscribe((state) => render(productOptionsView(state, actions), place));
  return () => JSON.stringify(store.state.rules.map(toRule)) !== before;
}

function createActions(
  store: Store<ProductOptionsState>,
  place: HTMLElement,
  page: ProductPage,
  saved: () => void,
) {
  const put = (rules: readonly RuleDraft[], faults: Faults = {}) => store.change({ rules, faults });
  const focusRule = (id: number | undefined) =>
    place
      .querySelector<HTMLElement>(
        id === undefined ? 'select' : `[data-group="${id}"] :is(input, select, button)`,
      )
      ?.focus();
  return {
    change: (at: number, patch: Partial<RuleDraft>) => {
      const { rules, faults } = store.state;
      put(
        rules.map((rule, place) => (place === at ? { ...rule, ...patch } : rule)),
        withoutFaults(faults, `/option_groups/${at}`),
      );
    },
    add: (id: number) => {
      const { groups, rules } = store.state;
      const group = groups.find((one) => one.id === id);
      if (!group) return;
      put([...rules, newRule(group)]);
      focusRule(id);
    },
    remove: (at: number) => {
      const rules = store.state.rules.toSpliced(at, 1);
      put(rules);
      focusRule(rules[Math.min(at, rules.length - 1)]?.group.id);
    },
    move: (from: number, to: number) => {
      const { rules } = store.state;
      const rule = rules[from];
      if (!rule || to < 0 || to >= rules.length) return;
      const focused = document.activeElement as HTMLElement | null;
      put(rules.toSpliced(from, 1).toSpliced(to, 0, rule));
      focused?.focus();
    },
    save: () => sendForm(store, place, () => save(store, page, saved)),
  };
}

/** @returns what the form shows afterwards */
async function save(
  store: Store<ProductOptionsState>,
  page: ProductPage,
  saved: () => void,
): Promise<Partial<ProductOptionsState>> {
  const { rules } = store.state;
  const { id, version } = page.getProduct();
  const answer: Answer<CatalogueProduct> = await askAsStaff(
    'PUT /staff/products/{id}/option-groups',
    { params: { id }, body: { option_groups: rules.map(toRule), version } },
  );
  if (answer.kind === 'accepted') {
    page.saved(answer.body);
    saved();
    showToast(words.groupsSaved);
    return {};
  }
  if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
    const isNew = await page.fetchNewest();
    const text = isNew ? words.productStaleText : words.productStaleUnknown;
    return { notice: { title: words.productStale, text } };
  }
  return describe(answer, rules.length);
}

function describe(failure: Failure, count: number) {
  const names = Array.from({ length: count }, (_, at) =>
    ['min', 'max', 'free', 'defaults'].map((field) => `/option_groups/${at}/${field}`),
  ).flat();
  return describeFailure(failure, names, words.groupRefusals);
}
