/**
 * The choice of options, on the page of a product and in the basket. The shop loads this code when a product with options is
 * on the page or in the basket, because most visits do not need it.
 */
export { focusFirstFault } from '../components/option-form/option-fields.ts';
export { judgeLine } from './judge-line.ts';
export { optionForm } from './option-form.ts';
export {
  draftOf,
  draftOfBasketLine,
  findLineOfDraft,
  offerOfDraft,
  withDefaults,
} from './product-draft.ts';
