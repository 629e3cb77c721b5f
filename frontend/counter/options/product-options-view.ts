import type { StaffOption } from '../../../shared/contract/options.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { formView } from '../../components/form-view.ts';
import { type EventAt, html, live, nothing, repeat } from '../../components/html.ts';
import type { ProductOptionsActions, ProductOptionsState } from './product-options.ts';
import { describeRule, type RuleDraft } from './product-rules.ts';
import { words } from './words.ts';

/** For staff who cannot change the product. */
export function readOnlyView(rules: readonly RuleDraft[]) {
  return rules.length === 0
    ? html`<p class="quiet">${words.hasNone}</p>`
    : html`<ul class="pool-rows">
        ${rules.map(
          (rule) =>
            html`<li>
              <span>${isolateForeign(rule.group.name)}</span>
              <span class="quiet">${describeRule(rule)}</span>
            </li>`,
        )}
      </ul>`;
}

export function productOptionsView(state: ProductOptionsState, actions: ProductOptionsActions) {
  const { rules, groups } = state;
  if (groups.length === 0) return html`<p>${words.noGroups}</p>`;
  const unused = groups.filter(({ id }) => !rules.some(({ group }) => group.id === id));
  const content = html`${rules.length === 0 ? html`<p class="quiet">${words.hasNone}</p>` : nothing}
    <div class="option-cards">
      ${repeat(
        rules,
        ({ group }) => group.id,
        (rule, at) => ruleCard(state, rule, at, actions),
      )}
    </div>
    ${unused.length > 0 && rules.length < 20 ? addField(unused, actions) : nothing}`;
  const look = { submit: words.saveGroups, buttonClass: 'button soft' };
  return formView(state, look, actions.save, content);
}

function addField(unused: ProductOptionsState['groups'], { add }: ProductOptionsActions) {
  const choose = ({ currentTarget }: EventAt<HTMLSelectElement>) => {
    const id = Number(currentTarget.value);
    currentTarget.value = '';
    add(id);
  };
  return html`<div class="field">
    <label for="add-group">${words.addGroup}</label>
    <select id="add-group" @change=${choose}>
      <option value="">${words.chooseGroup}</option>
      ${unused.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
    </select>
  </div>`;
}

type Field = 'min' | 'max' | 'free' | 'default';

function ruleCard(
  { rules, faults }: ProductOptionsState,
  rule: RuleDraft,
  at: number,
  actions: ProductOptionsActions,
) {
  const { group, min, max, free } = rule;
  const { id, kind } = group;
  const name = isolateForeign(group.name);
  const ofRule = (field: string) => faults[`/option_groups/${at}/${field}`];
  const found = { min: ofRule('min'), max: ofRule('max'), free: ofRule('free') };
  const known = Object.entries(found).filter(([, fault]) => fault !== undefined);
  const form = {
    values: { min, max, free, default: String(chosenIds(rule)[0] ?? '') },
    faults: Object.fromEntries(known) as Record<string, string>,
  };
  const type = (field: Field, value: string) =>
    actions.change(
      at,
      field === 'default' ? { defaults: value === '' ? {} : { [value]: 1 } } : { [field]: value },
    );
  const fields = fieldsOf<Field>(form, type, `rule-${id}-`);
  const number = { type: 'number', inputMode: 'numeric', step: 1, min: 0 } as const;
  const isCounted = kind === 'several' || kind === 'quantities';
  const choice = [
    ['1', words.must],
    ['0', words.may],
  ] as const;
  const defaultFault = ofRule('defaults') ?? faults[`/option_groups/${at}/defaults/0`];
  return html`<fieldset class="option-card" data-group=${id}>
    <legend class="visually-hidden">${name}</legend>
    <div class="option-card-head">
      <h3><a href="#/options/${id}">${name}</a></h3>
      ${moveButtons(rules.length, at, name, actions)}
    </div>
    <p class="quiet" aria-live="polite">${describeRule(rule)}</p>
    <div class="rule-fields">
      ${
        isCounted
          ? html`${fields.input('min', words.min, number)} ${fields.input('max', words.max, number)}`
          : fields.select('min', words.isRequired, choice)
      }
      ${kind === 'several' ? fields.input('free', words.free, number) : nothing}
      ${kind === 'one' ? fields.select('default', words.default, defaultChoices(rule)) : nothing}
    </div>
    ${kind === 'one' || kind === 'text' ? nothing : defaultFields(rule, at, actions)}
    <p class="fault" role="alert" ?hidden=${!defaultFault}>${defaultFault}</p>
  </fieldset>`;
}

function chosenIds({ group, defaults }: RuleDraft): number[] {
  return group.options.map(({ id }) => id).filter((id) => (defaults[id] ?? 0) > 0);
}

function defaultChoices({ group }: RuleDraft) {
  return [
    ['', words.noDefault] as const,
    ...group.options.map(({ id, name }) => [String(id), name] as const),
  ];
}

/** Boxes or, for quantities, numbers of the options that are chosen at first. */
function defaultFields(rule: RuleDraft, at: number, { change }: ProductOptionsActions) {
  const { group, defaults } = rule;
  const { id: groupId, kind, options } = group;
  const set = (option: StaffOption, units: number) =>
    change(at, { defaults: { ...defaults, [option.id]: units } });
  if (kind === 'yes_no') {
    const [only] = options;
    return only ? box(words.yesByDefault, rule, only, set) : nothing;
  }
  return html`<fieldset class="bare-fieldset">
    <legend>${words.default}</legend>
    ${
      kind === 'several'
        ? html`<div class="chips wrap">
            ${options.map((option) => box(isolateForeign(option.name), rule, option, set, 'chip'))}
          </div>`
        : html`<div class="rule-fields">
            ${options.map((option) => {
              const units = ({ currentTarget: { value } }: EventAt<HTMLInputElement>) =>
                set(option, Math.min(1_000, Math.max(0, Math.trunc(Number(value)) || 0)));
              return html`<div class="field">
                <label for="default-${groupId}-${option.id}">${isolateForeign(option.name)}</label>
                <input
                  id="default-${groupId}-${option.id}"
                  type="number"
                  inputmode="numeric"
                  min="0"
                  aria-label=${words.defaultOf(option.name)}
                  .value=${live(String(defaults[option.id] ?? 0))}
                  @change=${units}
                />
              </div>`;
            })}
          </div>`
    }
  </fieldset>`;
}

function box(
  label: string,
  { defaults }: RuleDraft,
  option: StaffOption,
  set: (option: StaffOption, units: number) => void,
  look = 'check',
) {
  const check = ({ currentTarget: { checked } }: EventAt<HTMLInputElement>) =>
    set(option, checked ? 1 : 0);
  return html`<label class=${look}>
    <input
      type="checkbox"
      .checked=${live((defaults[option.id] ?? 0) > 0)}
      @change=${check}
    />${label}
  </label>`;
}

function moveButtons(
  count: number,
  at: number,
  name: string,
  { move, remove }: ProductOptionsActions,
) {
  const step = (arrow: string, label: string, to: number) =>
    button('button soft', arrow, () => move(at, to), {
      label,
      isBlocked: to < 0 || to >= count,
    });
  return html`<div class="option-buttons">
    ${step('↑', words.moveUp(name), at - 1)} ${step('↓', words.moveDown(name), at + 1)}
    ${button('round', '✕', () => remove(at), { label: words.removeGroupOf(name) })}
  </div>`;
}
