import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import { createField } from '../components/field.ts';
import { needsName } from './find-faults.ts';
import type { Customer, Fault, ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The customer's contact details. */
export function createContactView(
  onChange: (patch: Partial<Pick<ShopState, 'customer' | 'isRemembered'>>) => void,
) {
  let customer: Customer = { name: '', phone: '', email: '' };
  const hint = getElement('contact-hint');
  const remember = element('input', {
    type: 'checkbox',
    onchange: () => onChange({ isRemembered: remember.checked }),
  });

  function createInput(part: keyof Customer, label: string, properties: Partial<HTMLInputElement>) {
    const field = createField(
      label,
      element('input', {
        ...properties,
        oninput: () => {
          field.showFault('');
          onChange({ customer: { ...customer, [part]: field.control.value } });
        },
      }),
    );
    return field;
  }

  const fields = {
    name: createInput('name', words.name, { autocomplete: 'name', maxLength: 100 }),
    phone: createInput('phone', words.phone, { type: 'tel', autocomplete: 'tel', maxLength: 30 }),
    email: createInput('email', words.email, {
      type: 'email',
      autocomplete: 'email',
      maxLength: 200,
    }),
  };
  const parts = Object.keys(fields) as (keyof Customer)[];
  const faultTexts = {
    name: words.nameMissing,
    phone: words.phoneFault,
    email: words.emailFault,
  };
  getElement('contact-fields').replaceChildren(
    ...parts.map((part) => fields[part].element),
    element(
      'label',
      { className: 'check' },
      remember,
      element('span', { textContent: words.rememberMe }),
    ),
  );

  return {
    show(state: ShopState) {
      ({ customer } = state);
      for (const part of parts) {
        if (fields[part].control.value !== customer[part]) {
          fields[part].control.value = customer[part];
        }
      }
      remember.checked = state.isRemembered;
      hint.textContent = needsName(state) ? words.contactNeeded : words.contactOptional;
      fields.name.control.ariaRequired = String(needsName(state));
    },
    /** @returns the first field with a fault; undefined without faults */
    showFaults(faults: readonly Fault[]): HTMLElement | undefined {
      const wrong = parts.filter((part) => faults.some(({ path }) => path === `/customer/${part}`));
      for (const part of parts) {
        fields[part].showFault(wrong.includes(part) ? faultTexts[part] : '');
      }
      const [first] = wrong;
      return first && fields[first].control;
    },
  };
}
