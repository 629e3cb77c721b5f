import type { CatalogueProduct, ChangeProductRequest } from '../../../shared/contract/catalogue.ts';
import type { Answer } from '../../components/api.ts';
import { element } from '../../components/element.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { mergeEach } from '../merge-each.ts';
import { showFailure } from '../show-failure.ts';
import { getSession } from '../staff-api.ts';
import type { OpenView, ViewContext } from '../view.ts';
import { changeProduct, fetchCatalogue } from './catalogue-api.ts';
import { createPicturePanel } from './picture-panel.ts';
import {
  createPanel,
  createProductFields,
  listCategories,
  type TypedProduct,
} from './product-fields.ts';
import { createSalePanel } from './sale-panel.ts';
import { words } from './words.ts';

/** The page of one product: "#/catalogue/12". */
export const openProduct: OpenView = async ({
  element: place,
  argument,
  signal,
  askBeforeLeaving,
}) => {
  const notice = createNotice();
  place.append(
    element('a', { className: 'back', href: '#/catalogue', textContent: words.back }),
    notice.element,
  );
  const answer = await fetchCatalogue();
  if (signal.aborted) return;
  if (answer.kind !== 'accepted') {
    notice.show(words.outOfReach, explainFailure(answer));
    return;
  }
  const product = answer.body.find(({ id }) => String(id) === argument);
  if (product) {
    place.append(...createProductView(product, listCategories(answer.body), askBeforeLeaving));
  } else notice.show(words.unknown(argument));
};

function createProductView(
  first: CatalogueProduct,
  categories: readonly string[],
  askBeforeLeaving: ViewContext['askBeforeLeaving'],
): HTMLElement[] {
  const { id } = first;
  const mayChange = getSession().role === 'manager';
  /** The newest known product; changes send its version. */
  let newest = first;
  const title = element('h1');
  const notice = createNotice();
  const fields = createProductFields(categories);
  const sale = createSalePanel(mayChange, sell);
  const picture = createPicturePanel(mayChange, id, {
    version: () => newest.version,
    onChange: showNewest,
    onStale: fetchNewest,
  });
  let shown = show(newest);
  askBeforeLeaving(
    () => picture.hasChosen() || JSON.stringify(fields.read()) !== JSON.stringify(shown),
  );
  const body = [
    createPanel(words.about, ...fields.what),
    createPanel(
      words.terms,
      element('p', { className: 'quiet', textContent: words.kinds[first.kind] }),
      fields.terms,
    ),
  ];
  const form = mayChange
    ? createForm(
        'stack product-form',
        save,
        ...body,
        notice.element,
        element('button', { type: 'submit', className: 'button', textContent: words.save }),
      )
    : element('fieldset', { className: 'stack product-form', disabled: true }, ...body);
  const toStock =
    first.kind === 'shelf'
      ? [
          element('a', {
            className: 'button soft button-link',
            href: `#/stock/${id}`,
            textContent: words.toStock,
          }),
        ]
      : [];
  showNewest(newest);
  return [
    title,
    element(
      'div',
      { className: 'product-view' },
      form,
      element('div', { className: 'stack' }, picture.element, sale.element, ...toStock),
    ),
  ];

  /** @returns the form's product, to detect later changes */
  function show(product: TypedProduct): TypedProduct {
    fields.show(product);
    fields.showKind(first.kind);
    return fields.read();
  }

  /** Shows the newest product outside the form. */
  function showNewest(product: CatalogueProduct) {
    newest = product;
    title.textContent = product.name;
    sale.update(product);
    picture.update(product);
  }

  async function save() {
    notice.hide();
    const { active, version } = newest;
    const answer = await changeProduct(id, { ...fields.read(), active, version });
    if (answer.kind === 'accepted') {
      for (const field of Object.values(fields.fields)) field.showFault('');
      shown = show(answer.body);
      showNewest(answer.body);
      showToast(words.saved(answer.body.name));
    } else if (isStale(answer)) {
      notice.show(words.stale, (await fetchNewest()) ? words.staleText : words.staleUnknown);
    } else showFailure(answer, notice, fields.fields, words.refusals);
  }

  /** Sends the saved product, without unsaved input. */
  async function sell(active: boolean) {
    notice.hide();
    const answer = await changeProduct(id, { ...toRequest(newest), active });
    if (answer.kind === 'accepted') {
      showNewest(answer.body);
      const { name } = answer.body;
      showToast(active ? words.putOn(name) : words.takenOff(name), {
        label: words.undo,
        run: () => void sell(!active),
      });
    } else if (isStale(answer)) {
      notice.show(words.stale, (await fetchNewest()) ? words.stalePicture : words.staleUnknown);
    } else showFailure(answer, notice, fields.fields, words.refusals);
  }

  /** Shows the newest product, but keeps typed changes. @returns whether the product could be fetched */
  async function fetchNewest(): Promise<boolean> {
    const answer = await fetchCatalogue();
    const found = answer.kind === 'accepted' && answer.body.find((other) => other.id === id);
    if (!found) return false;
    const mine = fields.read();
    const before = shown;
    shown = show(found);
    show(mergeEach(before, mine, shown));
    showNewest(found);
    return true;
  }
}

function isStale(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.problem.code === 'stale-version';
}

/** The request that leaves a product unchanged. */
function toRequest(product: CatalogueProduct): ChangeProductRequest {
  return {
    name: product.name,
    category: product.category,
    description: product.description,
    price: product.price,
    allergens: product.allergens,
    traces: product.traces,
    lead_time_hours: product.lead_time_hours,
    daily_capacity: product.daily_capacity,
    batch_size: product.batch_size,
    active: product.active,
    version: product.version,
  };
}
