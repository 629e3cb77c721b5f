import type { CatalogueProduct, ChangeProductRequest } from '../../../shared/contract/catalogue.ts';
import { categoriesOf } from '../../../shared/domain/search-products.ts';
import { bakery } from '../../components/bakery.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { element } from '../../components/element.ts';
import { createField, type Field } from '../../components/field.ts';
import { commonWords } from '../../components/words.ts';
import { words } from './words.ts';

/** The fields of a product form. */
export type TypedProduct = Omit<ChangeProductRequest, 'active' | 'version'>;
type Control = HTMLInputElement | HTMLTextAreaElement;

/** The form fields of a product, filled from a product and read as a request. */
export function createProductFields(categories: readonly string[]) {
  const name = createField(words.name, element('input', { autocomplete: 'off' }));
  const category = createField(words.category, createCategoryInput(), words.categoryHint);
  const choices = element(
    'datalist',
    { id: 'categories' },
    ...categories.map((value) => element('option', { value })),
  );
  const description = createField(words.description, element('textarea', { rows: 3 }));
  const price = createField(
    words.price(bakery.currency),
    createNumberInput({ inputMode: 'decimal' }),
  );
  const leadTime = createField(
    words.leadTime,
    createNumberInput({ value: '0' }),
    words.leadTimeHint,
  );
  const capacity = createField(words.dailyCapacity, createNumberInput(), words.dailyCapacityHint);
  const batchSize = createField(
    words.batchSize,
    createNumberInput({ value: '1' }),
    words.batchSizeHint,
  );
  const allergens = createAllergenChoice();
  /** The form does not show traces; a product keeps the ones it has. */
  let traces: CatalogueProduct['traces'] = [];
  return {
    what: [createRow(name, category), choices, description.element, allergens.element],
    terms: createRow(price, batchSize, leadTime, capacity),
    /** By their path in the request. */
    fields: {
      '/name': name,
      '/category': category,
      '/description': description,
      '/price': price,
      '/lead_time_hours': leadTime,
      '/daily_capacity': capacity,
      '/batch_size': batchSize,
      '/allergens': allergens,
    } as Readonly<Record<string, Field<Control>>>,
    showKind(kind: CatalogueProduct['kind']) {
      const isShelf = kind === 'shelf';
      leadTime.element.hidden = isShelf;
      capacity.element.hidden = isShelf;
      if (!isShelf) return;
      leadTime.control.value = '0';
      capacity.control.value = '';
    },
    show(product: TypedProduct) {
      name.control.value = product.name;
      category.control.value = product.category;
      description.control.value = product.description;
      price.control.value = String(product.price);
      leadTime.control.value = String(product.lead_time_hours);
      capacity.control.value = String(product.daily_capacity ?? '');
      batchSize.control.value = String(product.batch_size);
      allergens.show(product.allergens);
      traces = product.traces;
    },
    read(): TypedProduct {
      const contained = allergens.read();
      return {
        name: name.control.value,
        category: category.control.value,
        description: description.control.value,
        price: price.control.valueAsNumber,
        allergens: contained,
        traces: contained === null ? [] : traces.filter((trace) => !contained.includes(trace)),
        lead_time_hours: leadTime.control.valueAsNumber,
        // An invalid number is sent as 0, so that the API refuses it.
        daily_capacity: isEmpty(capacity.control) ? null : capacity.control.valueAsNumber || 0,
        batch_size: batchSize.control.valueAsNumber,
      };
    },
  };
}

function isEmpty({ value, validity }: HTMLInputElement): boolean {
  return value === '' && !validity.badInput;
}

function createCategoryInput(): HTMLInputElement {
  const input = element('input', { autocomplete: 'off' });
  input.setAttribute('list', 'categories');
  return input;
}

export function createNumberInput({ inputMode = 'numeric', value = '' } = {}): HTMLInputElement {
  return element('input', { type: 'number', inputMode, step: 'any', min: '0', value });
}

function createRow(...fields: readonly Field<Control>[]): HTMLElement {
  return element('div', { className: 'fields' }, ...fields.map((field) => field.element));
}

/**
 * All fourteen allergens and "none": a missing allergen can harm a customer. No tick at all means that the
 * allergens are not declared.
 */
function createAllergenChoice() {
  const boxes = Object.entries(commonWords.allergens).map(([allergen, label]) =>
    createChip(allergen, label),
  );
  const none = createChip('none', words.allergensNone);
  const undeclared = element('span', {
    className: 'tag bad',
    textContent: words.allergensNotDeclared,
  });
  const fault = element('p', { id: 'allergens-fault', className: 'fault', hidden: true });
  none.box.setAttribute('aria-describedby', fault.id);
  none.box.addEventListener('change', () => {
    if (none.box.checked) for (const { box } of boxes) box.checked = false;
  });
  for (const { box } of boxes) {
    box.addEventListener('change', () => {
      if (box.checked) none.box.checked = false;
    });
  }
  return {
    control: none.box,
    element: element(
      'fieldset',
      { className: 'allergen-choice', onchange: showWhetherDeclared },
      element('legend', { textContent: words.allergens }),
      element('p', { className: 'quiet' }, words.allergensHint, ' ', undeclared),
      element('div', { className: 'chips wrap' }, ...[...boxes, none].map(({ label }) => label)),
      fault,
    ),
    showFault(text: string) {
      fault.textContent = text;
      fault.hidden = text === '';
    },
    show(declared: CatalogueProduct['allergens']) {
      for (const { box } of boxes) box.checked = declared?.includes(box.value as Allergen) ?? false;
      none.box.checked = declared?.length === 0;
      showWhetherDeclared();
    },
    read,
  };

  function read(): CatalogueProduct['allergens'] {
    const contained = boxes.filter(({ box }) => box.checked);
    if (contained.length === 0 && !none.box.checked) return null;
    return contained.map(({ box }) => box.value as Allergen);
  }

  function showWhetherDeclared() {
    undeclared.hidden = read() !== null;
  }
}

function createChip(value: string, text: string) {
  const box = element('input', { type: 'checkbox', value });
  return { box, label: element('label', { className: 'chip' }, box, text) };
}

export function createPanel(title: string, ...children: Node[]): HTMLElement {
  return element(
    'section',
    { className: 'panel' },
    element('h2', { textContent: title }),
    ...children,
  );
}

export function listCategories(products: readonly CatalogueProduct[]): string[] {
  return categoriesOf(products).toSorted();
}
