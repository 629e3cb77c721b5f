import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { createSelect } from '../../components/select.ts';
import { showToast } from '../../components/toast.ts';
import { showFailure } from '../show-failure.ts';
import { getSession } from '../staff-api.ts';
import { goTo, type OpenView } from '../view.ts';
import { createProduct, fetchCatalogue } from './catalogue-api.ts';
import {
  createNumberInput,
  createPanel,
  createProductFields,
  listCategories,
} from './product-fields.ts';
import { words } from './words.ts';

type Kind = CatalogueProduct['kind'];

/** The form for a new product. */
export const openNewProduct: OpenView = async ({ element: place, signal, askBeforeLeaving }) => {
  if (getSession().role !== 'manager') {
    goTo('#/catalogue');
    return;
  }
  const known = await fetchCatalogue();
  if (signal.aborted) return;
  const fields = createProductFields(known.kind === 'accepted' ? listCategories(known.body) : []);
  const kind = createField(words.kind, createSelect(Object.entries(words.kinds)), words.kindHint);
  const stock = createField(words.stock, createNumberInput({ value: '0' }), words.stockHint);
  const notice = createNotice();
  kind.control.onchange = showKind;
  showKind();
  place.append(
    element('a', { className: 'back', href: '#/catalogue', textContent: words.back }),
    element('h1', { textContent: words.newTitle }),
    createForm(
      'stack product-form',
      send,
      createPanel(words.about, ...fields.what),
      createPanel(
        words.terms,
        element('div', { className: 'fields' }, kind.element, stock.element),
        fields.terms,
      ),
      notice.element,
      element('button', { type: 'submit', className: 'button', textContent: words.create }),
    ),
  );
  let untouched = read();
  askBeforeLeaving(() => read() !== untouched);
  fields.fields['/name']?.control.focus();

  function read(): string {
    return JSON.stringify([fields.read(), kind.control.value, stock.control.value]);
  }

  function showKind() {
    const chosen = kind.control.value as Kind;
    fields.showKind(chosen);
    stock.element.hidden = chosen !== 'shelf';
  }

  async function send() {
    notice.hide();
    const chosen = kind.control.value as Kind;
    const answer = await createProduct({
      ...fields.read(),
      kind: chosen,
      ...(chosen === 'shelf' && { stock: stock.control.valueAsNumber }),
    });
    if (answer.kind === 'accepted') {
      untouched = read();
      const { name, active } = answer.body;
      showToast(active ? words.created(name) : words.createdOffSale(name));
      if (!signal.aborted) goTo(`#/catalogue/${answer.body.id}`);
    } else {
      showFailure(answer, notice, { ...fields.fields, '/stock': stock }, words.refusals);
    }
  }
};
