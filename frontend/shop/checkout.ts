import { fieldsOf } from '../components/field.ts';
import { submitTo } from '../components/form.ts';
import { type EventAt, html, live } from '../components/html.ts';
import { basketPanel } from './basket-panel.ts';
import { needsName } from './find-faults.ts';
import { pickupFields } from './pickup-fields.ts';
import type { ShopActions } from './shop-actions.ts';
import type { Customer, Fault, ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The checkout: pickup time, contact and summary. */
export function checkout(state: ShopState, actions: ShopActions) {
  return html`<section class="checkout" aria-labelledby="checkout-title">
    <div class="checkout-head">
      <a class="way-back" href="/">${words.keepShopping}</a>
      <h1 id="checkout-title" tabindex="-1">${words.checkOut}</h1>
    </div>
    <form
      id="checkout-form"
      class="checkout-fields"
      novalidate
      @submit=${submitTo(actions.placeOrder)}
    >
      ${pickupFields(state, actions)} ${contactFields(state, actions)}
    </form>
    ${basketPanel(state, actions)}
  </section>`;
}

const contactPaths = {
  '/customer/name': 'name',
  '/customer/phone': 'phone',
  '/customer/email': 'email',
} as const satisfies Record<string, keyof Customer>;

function contactFields(state: ShopState, { changeContact }: ShopActions) {
  const { customer, isRemembered, placement } = state;
  const isNameNeeded = needsName(state);
  const form = {
    values: {
      '/customer/name': customer.name,
      '/customer/phone': customer.phone,
      '/customer/email': customer.email,
    },
    faults: placement.kind === 'refused' ? contactFaults(placement.faults) : {},
  };
  const { input } = fieldsOf(form, (path, typed) =>
    changeContact({ customer: { ...customer, [contactPaths[path]]: typed } }),
  );
  const remember = ({ currentTarget }: EventAt<HTMLInputElement>) =>
    changeContact({ isRemembered: currentTarget.checked });
  const nameLabel = isNameNeeded ? words.name : words.optional(words.name);
  return html`<fieldset class="checkout-step contact">
    <legend><h2>${words.contact}</h2></legend>
    <p class="quiet">${isNameNeeded ? words.contactNeeded : words.contactOptional}</p>
    <div class="fields">
      ${input('/customer/name', nameLabel, {
        autocomplete: 'name',
        maxLength: 100,
        required: isNameNeeded,
      })}
      ${input('/customer/phone', words.optional(words.phone), {
        type: 'tel',
        autocomplete: 'tel',
        maxLength: 30,
      })}
      ${input('/customer/email', words.optional(words.email), {
        type: 'email',
        autocomplete: 'email',
        maxLength: 200,
      })}
    </div>
    <label class="check">
      <input type="checkbox" .checked=${live(isRemembered)} @change=${remember} />
      <span>${words.rememberMe}</span>
    </label>
  </fieldset>`;
}

/** The API's messages are in English, so the page has its own. */
function contactFaults(faults: readonly Fault[]): Record<string, string> {
  const texts: Record<string, string> = {
    '/customer/name': words.nameMissing,
    '/customer/phone': words.phoneFault,
    '/customer/email': words.emailFault,
  };
  return Object.fromEntries(faults.map(({ path }) => [path, texts[path] ?? '']));
}
