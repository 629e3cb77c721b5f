import type { CatalogueProduct, ChangeProductRequest } from '../../../shared/contract/catalogue.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { newForm, toNumber } from '../../components/form.ts';
import { commonWords } from '../../components/words.ts';

/** The fields of a product, as the API has them. */
export type TypedProduct = Omit<ChangeProductRequest, 'active' | 'version'>;

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
      '/batch_size': '1',
      kind: 'shelf',
      '/stock': '0',
    }),
    /** Null while they are not declared. */
    allergens: null as CatalogueProduct['allergens'],
    /** The form does not show traces; a product keeps the ones it has. */
    traces: [] as CatalogueProduct['traces'],
  };
}

/** The names of the fields that show faults. */
export const fieldNames = [...Object.keys(newProductForm().values), '/allergens'];

/** The part of the form that the product fills in. */
export function fillIn(
  product: TypedProduct,
  kind: CatalogueProduct['kind'],
): Pick<ProductForm, 'values' | 'allergens' | 'traces'> {
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
      ...(kind !== 'shelf' && {
        '/lead_time_hours': String(product.lead_time_hours),
        '/daily_capacity': String(product.daily_capacity ?? ''),
      }),
    },
    allergens: product.allergens,
    traces: product.traces,
  };
}

/** An invalid number is sent as null or 0, so that the API refuses it. */
export function readProduct({ values, allergens, traces }: ProductForm): TypedProduct {
  const capacity = values['/daily_capacity'];
  return {
    name: values['/name'],
    category: values['/category'],
    description: values['/description'],
    price: toNumber(values['/price']),
    allergens,
    traces: allergens === null ? [] : traces.filter((trace) => !allergens.includes(trace)),
    lead_time_hours: toNumber(values['/lead_time_hours']),
    daily_capacity: capacity === '' ? null : Number(capacity) || 0,
    batch_size: toNumber(values['/batch_size']),
  };
}

/** No allergen at all means that the allergens are not declared. */
export function withAllergen(
  declared: ProductForm['allergens'],
  allergen: Allergen,
  isContained: boolean,
): ProductForm['allergens'] {
  const others = declared ?? [];
  const wanted = allergenNames.filter((name) =>
    name === allergen ? isContained : others.includes(name),
  );
  return wanted.length === 0 ? null : wanted;
}
