import type { OptionGroupResponse } from '../../../shared/contract/products.ts';
import { html } from '../../components/html.ts';
import type { OptionDraft as Choices } from '../../components/option-form/option-draft.ts';
import { optionFields } from '../../components/option-form/option-fields.ts';
import { type GroupForm, optionsOf, readPrice } from './group-form.ts';
import { words } from './words.ts';

/** The group as the shop shows it, while it is typed. */
export function previewPanel(form: GroupForm, onChange: (choices: Choices) => void) {
  return html`<section class="panel stack">
    <h2>${words.preview}</h2>
    ${optionFields({
      groups: [toShownGroup(form)],
      draft: form.choices,
      pieces: 1,
      prefix: 'preview-',
      onChange,
    })}
    <p class="quiet">${words.previewHint}</p>
  </section>`;
}

function toShownGroup(form: GroupForm): OptionGroupResponse {
  const { values } = form;
  // The select offers no other kind.
  const kind = values.kind as OptionGroupResponse['kind'];
  const options = optionsOf(form).filter(({ isShown }) => isShown);
  const most = { one: 1, several: options.length, quantities: 6, text: 1, yes_no: 1 }[kind];
  const isText = kind === 'text';
  const name = values['/name'] === '' ? words.nameExample : values['/name'];
  return {
    id: 0,
    name,
    kind,
    min: kind === 'one' ? 1 : 0,
    max: most,
    free: 0,
    defaults: [],
    max_characters: isText ? Number(values['/max_characters']) || null : null,
    characters: isText && values['/characters'] === 'plain' ? 'plain' : 'any',
    options: options.map((option, at) => {
      const typed = option.values['/name'] ?? '';
      const isOnly = isText || kind === 'yes_no';
      return {
        id: at + 1,
        name: isOnly ? name : typed === '' ? words.optionOf(at + 1) : typed,
        price: readPrice(option.values['/price'] ?? '') || 0,
        allergens: [...option.allergens],
        without: [...option.without],
        lead_time_days: Number(option.values['/lead_time_days']) || 0,
        available: true,
        available_from: null,
      };
    }),
  };
}
