import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { Answer, Failure } from '../../components/api.ts';
import { fieldsOf } from '../../components/field.ts';
import { sendForm } from '../../components/form.ts';
import { formView } from '../../components/form-view.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { mergeEach } from '../merge-each.ts';
import { describeFailure } from '../describe-failure.ts';
import { type SmallPicture, shrinkPicture } from '../shrink-picture.ts';
import { getSession } from '../staff-api.ts';
import type { OpenView, ViewContext } from '../view.ts';
import { words as counterWords } from '../words.ts';
import {
  changeProduct,
  fetchCatalogue,
  isStale,
  putPicture,
  removePicture,
  sellProduct,
} from './catalogue-api.ts';
import { type Answers, isIncomplete } from './allergen-answers.ts';
import { availabilityPanel } from './availability-panel.ts';
import { backLink } from './back-link.ts';
import { picturePanel } from './picture-panel.ts';
import { openPlan, planPanel } from './plan-panel.ts';
import { openOptions, optionsPanel } from './options-panel.ts';
import { openPools, poolsPanel } from './pools-panel.ts';
import { aboutPanel, listCategories, termFields } from './product-fields.ts';
import { productFacts } from './product-facts.ts';
import {
  allergenNames,
  fieldNames,
  fillIn,
  findFault,
  newProductForm,
  type ProductForm,
  readProduct,
  typeProduct,
} from './product-form.ts';
import { salePanel } from './sale-panel.ts';
import { showHolding } from './show-holding.ts';
import { words } from './words.ts';

/** A product's form, and the rest of its page, which is sent at once. */
export type ProductState = Readonly<ReturnType<typeof newState>>;
export type ProductActions = ReturnType<typeof createActions>;

function newState(product: CatalogueProduct) {
  const form = { ...newProductForm(), ...fillIn(product, product.kind) };
  return {
    ...form,
    /** The newest known product; changes send its version. */
    newest: product,
    /** The form's product before it was changed. */
    before: readTyped(form),
    /** A picture that was chosen and not sent. */
    chosen: null as SmallPicture | null,
    pictureNotice: null as Notice | null,
    /** Whether the picture or the sale is being changed. */
    isChanging: false,
  };
}

/** The form's product with its kind. */
function readTyped(form: Pick<ProductForm, 'values' | 'answers'>) {
  // The select offers no other kind.
  return { ...readProduct(form), kind: form.values.kind as CatalogueProduct['kind'] };
}

/** The page of one product: "#/catalogue/12". */
export const openProduct: OpenView = async (context) => {
  const { element: place, argument, signal } = context;
  render(pageView(null), place);
  const answer = await fetchCatalogue();
  if (signal.aborted) return;
  if (answer.kind !== 'accepted') {
    render(pageView({ title: words.outOfReach, text: explainFailure(answer) }), place);
    return;
  }
  const product = answer.body.find(({ id }) => String(id) === argument);
  if (product) showProduct(product, listCategories(answer.body), context);
  else render(pageView({ title: words.unknown(argument) }), place);
};

function showProduct(
  product: CatalogueProduct,
  categories: readonly string[],
  { element: place, signal, askBeforeLeaving }: ViewContext,
) {
  const store = createStore<ProductState>(newState(product));
  const actions = createActions(store, place);
  const page = {
    getProduct: () => store.state.newest,
    saved: (newest: CatalogueProduct) => store.change({ newest }),
    fetchNewest: () => fetchNewest(store),
  };
  let hasUnsavedOptions = () => false;
  let openKind: CatalogueProduct['kind'] = 'shelf';
  store.subscribe((state) => {
    render(pageView(null, productView(state, categories, actions)), place);
    const { kind } = state.newest;
    if (kind === openKind) return;
    openKind = kind;
    if (kind === 'shelf') return;
    void openPlan(place, product.id, signal);
    void openPools(place, page, signal);
  });
  void openOptions(place, page, signal).then((hasUnsaved) => (hasUnsavedOptions = hasUnsaved));
  askBeforeLeaving(() => {
    const { chosen, before, answers } = store.state;
    const now = readTyped(store.state);
    return (
      chosen !== null ||
      isIncomplete(answers, allergenNames) ||
      hasUnsavedOptions() ||
      JSON.stringify(now) !== JSON.stringify(before)
    );
  });
}

function pageView(notice: Notice | null, content: TemplateResult | typeof nothing = nothing) {
  return html`${backLink()} ${noticeBox(notice)} ${content}`;
}

function productView(state: ProductState, categories: readonly string[], actions: ProductActions) {
  const { id, name, kind } = state.newest;
  const mayChange = getSession().role === 'manager';
  const { select } = fieldsOf(state, actions.type);
  const panels = () =>
    html`${aboutPanel(state, categories, actions)}
      <section class="panel">
        <h2>${words.terms}</h2>
        <div class="fields">
          ${select('kind', words.kind, Object.entries(words.kinds), { hint: words.otherKindHint })}
        </div>
        ${termFields(state, actions)}
      </section>
      ${availabilityPanel(state, actions.type)}`;
  const look = { className: 'stack product-form', submit: words.save };
  const toStock = html`<a class="button soft button-link" href="#/stock/${id}"
    >${words.toStock}</a
  >`;
  const copy = html`<a class="button soft" href="#/catalogue/new?copy=${id}">${words.copy}</a>`;
  return html`<div class="catalogue-head">
      <h1>${name}</h1>
      ${mayChange ? copy : nothing}
    </div>
    <div class="product-view">
      <div class="stack">
        ${mayChange ? formView(state, look, actions.save, panels()) : productFacts(state.newest)}
        ${optionsPanel()}
      </div>
      <div class="stack">
        ${picturePanel(state, mayChange, actions)} ${salePanel(state.newest, mayChange, actions)}
        ${kind === 'shelf' ? toStock : nothing}
        ${kind === 'shelf' ? nothing : html`${planPanel(kind)} ${poolsPanel()}`}
      </div>
    </div>`;
}

function createActions(store: Store<ProductState>, place: HTMLElement) {
  const { id } = store.state.newest;
  const dropPicture = () => {
    const hadChosen = store.state.chosen !== null;
    store.change({ chosen: null });
    if (hadChosen) place.querySelector<HTMLElement>('#picture-file')?.focus();
  };
  const sendPicture = (ask: () => Promise<Answer<CatalogueProduct>>, done: string) =>
    once(store, async () => {
      store.change({ pictureNotice: null });
      const answer = await ask();
      if (answer.kind === 'accepted') {
        dropPicture();
        store.change({ newest: answer.body });
        showToast(done);
      } else store.change({ pictureNotice: await explainPicture(store, answer) });
    });
  return {
    type: typeProduct(store),
    declare: (answers: Answers) => store.change({ answers }),
    save: () => sendForm(store, place, () => save(store)),
    sell: (active: boolean) => once(store, () => sell(store, active)),
    choosePicture: async (file: File) => {
      const chosen = await shrinkPicture(file);
      if (chosen) Object.assign(chosen.canvas, previewLook);
      const notice = chosen ? null : { title: words.notAPicture };
      store.change({ ...(chosen && { chosen }), pictureNotice: notice });
      if (chosen) place.querySelector<HTMLElement>('.inset button')?.focus();
    },
    dropPicture,
    usePicture: () => {
      const { chosen, newest } = store.state;
      if (!chosen) return;
      void sendPicture(() => putPicture(id, newest.version, chosen), words.pictureSaved);
    },
    removePicture: () =>
      void sendPicture(() => removePicture(id, store.state.newest.version), words.pictureRemoved),
  };
}

const previewLook = {
  className: 'picture-preview',
  role: 'img',
  ariaLabel: words.chosenPicture,
};

/** Ignores an action while another one is being sent. */
async function once(store: Store<ProductState>, act: () => Promise<void>) {
  if (store.state.isChanging) return;
  store.change({ isChanging: true });
  await act();
  store.change({ isChanging: false });
}

/** @returns what the form shows afterwards */
async function save(store: Store<ProductState>): Promise<Partial<ProductState>> {
  const fault = findFault(store.state);
  if (fault) return fault;
  const { id, active, version } = store.state.newest;
  const answer = await changeProduct(id, { ...readTyped(store.state), active, version });
  if (answer.kind === 'accepted') {
    showToast(words.saved(answer.body.name));
    const { values, answers, before } = newState(answer.body);
    return { values, answers, before, newest: answer.body };
  }
  const holding = answer.kind === 'refused' ? answer.problem.holding : undefined;
  if (holding) void showHolding(holding);
  if (!isStale(answer)) return describeFailure(answer, fieldNames, words.refusals);
  const isNew = await fetchNewest(store);
  return { notice: { title: words.stale, text: isNew ? words.staleText : words.staleUnknown } };
}

/** Sends the saved product, without unsaved input. */
async function sell(store: Store<ProductState>, active: boolean) {
  store.change({ notice: null });
  const { newest } = store.state;
  const answer = await sellProduct(newest, active);
  if (answer.kind === 'accepted') {
    store.change({ newest: answer.body });
    const { name } = answer.body;
    showToast(active ? words.putOn(name) : words.takenOff(name), {
      label: words.undo,
      run: () => void sell(store, !active),
    });
  } else if (isStale(answer)) {
    store.change({ notice: await explainStale(store) });
  } else store.change(describeFailure(answer, fieldNames, words.refusals));
}

async function explainPicture(store: Store<ProductState>, answer: Failure): Promise<Notice | null> {
  if (isStale(answer)) return explainStale(store);
  const { notice, faults } = describeFailure(answer, ['/data']);
  return notice ?? { title: counterWords.notSaved, text: faults['/data'] ?? '' };
}

/** Shows the newest product. */
async function explainStale(store: Store<ProductState>): Promise<Notice> {
  const isNew = await fetchNewest(store);
  return { title: words.stale, text: isNew ? words.stalePicture : words.staleUnknown };
}

/** Shows the newest product, but keeps typed changes. @returns whether the product could be fetched */
async function fetchNewest(store: Store<ProductState>): Promise<boolean> {
  const answer = await fetchCatalogue();
  const { newest, before } = store.state;
  const found = answer.kind === 'accepted' && answer.body.find(({ id }) => id === newest.id);
  if (!found) return false;
  const now = newState(found).before;
  const merged = mergeEach(before, readTyped(store.state), now);
  const { answers } = store.state;
  store.change({
    ...fillIn(merged, merged.kind),
    ...(isIncomplete(answers, allergenNames) && { answers }),
    before: now,
    newest: found,
  });
  return true;
}
