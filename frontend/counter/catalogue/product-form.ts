import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import {
  type Answers,
  isIncomplete,
  toAnswers,
  toDeclared,
  unanswered,
} from './allergen-answers.ts';
import { noLimits, readAvailability, toTypedAvailability } from './availability-form.ts';
import { words } from './words.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { newForm, toNumber, typeInto } from '../../components/form.ts';
import type { Store } from '../../components/store.ts';
import { commonWords } from '../../components/words.ts';

/** The fields of a product, as the API has them. */
export type TypedProduct = Omit<
  CatalogueProduct,
  'id' | 'kind' | 'stock' | 'picture' | 'pools' | 'option_groups' | 'active' | 'version'
>;

/** The fields of a product as typed. */
export type ProductForm = Readonly<ReturnType<typeof newProductForm>>;

export const allergenNames = Object.keys(commonWords.allergens) as Allergen[];

export function newProductForm() {
  return {
    ...newForm({
      '/name': '',
      '/category': '',
      '/description': '',
      '/price': '',
      '/lead_time_hours': '0',
      '/daily_capacity': '',
      ...noLimits,
      '/batch_size': '1',
      kind: 'shelf',
      '/stock': '0',
    }),
    answers: {} as Answers,
  };
}

/** Types into a product's form; another kind than made to order clears the terms of that kind. */
export function typeProduct(store: Store<ProductForm>) {
  return (name: keyof ProductForm['values'], value: string) => {
    typeInto(store)(name, value);
    if (name !== 'kind' || value === 'made_to_order') return;
    const {
      '/lead_time_hours': hours,
      '/lead_time_days': days,
      '/daily_capacity': capacity,
    } = newProductForm().values;
    const cleared = {
      '/lead_time_hours': hours,
      '/lead_time_days': days,
      '/daily_capacity': capacity,
    };
    store.change({ values: { ...store.state.values, ...cleared } });
  };
}

/** The names of the fields that show faults. */
export const fieldNames = [...Object.keys(newProductForm().values), '/allergens'];

/** The part of the form that the product fills in. */
export function fillIn(
  product: TypedProduct,
  kind: CatalogueProduct['kind'],
): Pick<ProductForm, 'values' | 'answers'> {
  const { values } = newProductForm();
  return {
    values: {
      ...values,
      kind,
      '/name': product.name,
      '/category': product.category,
      '/description': product.description,
      '/price': String(product.price),
      '/batch_size': String(product.batch_size),
      ...toTypedAvailability(product),
      ...(kind === 'made_to_order' && {
        '/lead_time_hours': String(product.lead_time_hours),
        '/daily_capacity': String(product.daily_capacity ?? ''),
      }),
    },
    answers: toAnswers(product, allergenNames),
  };
}

/** An invalid number is sent as null or 0, so that the API refuses it. */
export function readProduct({
  values,
  answers,
}: Pick<ProductForm, 'values' | 'answers'>): TypedProduct {
  const capacity = values['/daily_capacity'];
  return {
    name: values['/name'],
    category: values['/category'],
    description: values['/description'],
    price: toNumber(values['/price']),
    ...toDeclared(answers, allergenNames),
    lead_time_hours: toNumber(values['/lead_time_hours']),
    ...readAvailability(values),
    daily_capacity: capacity === '' ? null : Number(capacity) || 0,
    batch_size: toNumber(values['/batch_size']),
  };
}

/** The fault of incomplete answers about allergens, which the API cannot store; undefined when there is none. */
export function findFault({ answers }: ProductForm): Pick<ProductForm, 'faults'> | undefined {
  if (!isIncomplete(answers, allergenNames)) return undefined;
  const missing = unanswered(answers, allergenNames).map((name) => commonWords.allergens[name]);
  return { faults: { '/allergens': words.missingAnswers(missing) } };
}
