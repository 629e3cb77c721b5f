import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { fieldsOf } from '../../components/field.ts';
import { sendForm, toNumber } from '../../components/form.ts';
import { formView } from '../../components/form-view.ts';
import { html, render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { getSession } from '../staff-api.ts';
import { goTo, type OpenView } from '../view.ts';
import type { Answers } from './allergen-answers.ts';
import { createProduct, fetchCatalogue } from './catalogue-api.ts';
import { availabilityPanel } from './availability-panel.ts';
import { backLink } from './back-link.ts';
import { aboutPanel, listCategories, number, termFields } from './product-fields.ts';
import {
  fieldNames,
  fillIn,
  findFault,
  newProductForm,
  type ProductForm,
  readProduct,
  typeProduct,
} from './product-form.ts';
import { words } from './words.ts';

type Actions = ReturnType<typeof createActions>;

/** The form for a new product, "#/catalogue/new"; filled in with another product, "#/catalogue/new?copy=12". */
export const openNewProduct: OpenView = async (context) => {
  const { element: place, query, signal, askBeforeLeaving } = context;
  if (getSession().role !== 'manager') {
    goTo('#/catalogue');
    return;
  }
  const known = await fetchCatalogue();
  if (signal.aborted) return;
  const products = known.kind === 'accepted' ? known.body : [];
  const categories = listCategories(products);
  const model = products.find(({ id }) => String(id) === query.get('copy'));
  const form = newProductForm();
  const store = createStore<ProductForm>(model ? { ...form, ...fillIn(model, model.kind) } : form);
  let saved = store.state;
  const actions = createActions(store, place, (product) => {
    saved = store.state;
    if (!signal.aborted) goTo(`#/catalogue/${product.id}`);
  });
  store.subscribe((form) => render(newProductView(form, categories, actions), place));
  askBeforeLeaving(() => hasChanged(saved, store.state));
  const name = place.querySelector<HTMLInputElement>('.field input');
  name?.focus();
  // Typing replaces the name of a copied product.
  name?.select();
};

function hasChanged(before: ProductForm, now: ProductForm): boolean {
  const typed = ({ values, answers }: ProductForm) => JSON.stringify([values, answers]);
  return typed(before) !== typed(now);
}

function createActions(
  store: Store<ProductForm>,
  place: HTMLElement,
  onCreated: (product: CatalogueProduct) => void,
) {
  return {
    type: typeProduct(store),
    declare: (answers: Answers) => store.change({ answers }),
    create: () =>
      sendForm(store, place, async () => {
        const fault = findFault(store.state);
        if (fault) return fault;
        const { kind, '/stock': stock } = store.state.values;
        const answer = await createProduct({
          ...readProduct(store.state),
          // The select offers no other kind.
          kind: kind as CatalogueProduct['kind'],
          ...(kind === 'shelf' && { stock: toNumber(stock) }),
        });
        if (answer.kind !== 'accepted') return describeFailure(answer, fieldNames, words.refusals);
        const { name, active } = answer.body;
        showToast(active ? words.created(name) : words.createdOffSale(name));
        onCreated(answer.body);
        return {};
      }),
  };
}

function newProductView(form: ProductForm, categories: readonly string[], actions: Actions) {
  const { input, select } = fieldsOf(form, actions.type);
  const stock = { ...number, hint: words.stockHint, isHidden: form.values.kind !== 'shelf' };
  const content = html`${aboutPanel(form, categories, actions)}
    <section class="panel">
      <h2>${words.terms}</h2>
      <div class="fields">
        ${select('kind', words.kind, Object.entries(words.kinds), { hint: words.kindHint })}
        ${input('/stock', words.stock, stock)}
      </div>
      ${termFields(form, actions)}
    </section>
    ${availabilityPanel(form, actions.type)}`;
  const look = { className: 'stack product-form', submit: words.create };
  return html`${backLink()}
    <h1>${words.newTitle}</h1>
    ${formView(form, look, actions.create, content)}`;
}
