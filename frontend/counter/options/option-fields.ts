import type { Pool } from '../../../shared/contract/pools.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { bakery } from '../../components/bakery.ts';
import { button } from '../../components/button.ts';
import type { Allergen } from '../../components/describe-allergens.ts';
import { fieldsOf } from '../../components/field.ts';
import { type EventAt, html, live, nothing } from '../../components/html.ts';
import { commonWords } from '../../components/words.ts';
import type { GroupActions } from './group.ts';
import { chosenPools, type GroupForm, type OptionDraft, poolField } from './group-form.ts';
import { words } from './words.ts';

interface OptionPlace {
  readonly at: number;
  readonly count: number;
  /** Whether the group has no other option, and the option no name of its own. */
  readonly isOnly: boolean;
  readonly pools: readonly Pool[];
  readonly actions: GroupActions;
}

const number = { type: 'number', inputMode: 'numeric', step: 'any', min: 0 } as const;

/** The fields of one option. What few options need is closed. */
export function optionFields(form: GroupForm, option: OptionDraft, place: OptionPlace) {
  const { key, values } = option;
  const { at, isOnly, actions } = place;
  const faults = faultsOf(form, option, place);
  const type = (name: string, value: string) => actions.typeOption(option, at, name, value);
  const { input } = fieldsOf({ values, faults }, type, `option-${key}`);
  const name =
    values['/name'] === '' ? words.optionOf(at + 1) : isolateForeign(values['/name'] ?? '');
  return html`<fieldset class="option-card" data-option=${key}>
    <legend class="visually-hidden">${name}</legend>
    <div class="option-main">
      ${isOnly ? nothing : input('/name', words.optionName, { maxLength: 60 })}
      ${input('/price', words.price(bakery.currency), {
        ...(isOnly && { hint: words.priceHint }),
        type: 'number',
        inputMode: 'decimal',
        step: 'any',
        placeholder: '0',
      })}
      ${isOnly ? nothing : moveButtons(option, name, place)}
    </div>
    <details class="disclosure" ?open=${hasFault(faults)}>
      <summary>${words.more}${summarize(option)}</summary>
      <div class="stack">
        ${allergenChoice(words.allergens, option.allergens, option.without, (allergens) =>
          actions.change(key, { allergens }),
        )}
        ${allergenChoice(
          words.without,
          option.without,
          option.allergens,
          (without) => actions.change(key, { without }),
          words.withoutHint,
        )}
        <div class="fields">
          ${input('/lead_time_days', words.leadTimeDays, number)}
          ${input('/daily_limit', words.dailyLimit, { ...number, hint: words.dailyLimitHint })}
          ${place.pools.map((pool) => input(poolField(pool.id), poolLabel(pool), number))}
        </div>
        ${isOnly ? nothing : showCheck(option, actions)}
      </div>
    </details>
  </fieldset>`;
}

/** The faults by the names of the option's fields. */
function faultsOf({ faults }: GroupForm, option: OptionDraft, { at, pools }: OptionPlace) {
  const ofFields = Object.keys(option.values).map((name) => [
    name,
    faults[`/options/${at}${name}`],
  ]);
  const ofPools = chosenPools(option, pools).map(({ id }, place) => [
    poolField(id),
    faults[`/options/${at}/pools/${place}/weight`],
  ]);
  return Object.fromEntries(
    [...ofFields, ...ofPools].filter(([, fault]) => fault !== undefined),
  ) as Record<string, string>;
}

function hasFault(faults: Readonly<Record<string, string>>): boolean {
  return Object.keys(faults).some((name) => name !== '/name' && name !== '/price');
}

/** What is hidden in the closed part: ": milk, sold until …". */
function summarize({ allergens, without, values }: OptionDraft): string {
  const days = Number(values['/lead_time_days']) || 0;
  const parts = [
    ...(allergens.length > 0 ? [words.adds(namesOf(allergens))] : []),
    ...(without.length > 0 ? [words.removes(namesOf(without))] : []),
    ...(days > 0 ? [words.extraDays(days)] : []),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

const allergenNames = Object.keys(commonWords.allergens) as Allergen[];

function namesOf(chosen: readonly Allergen[]): string {
  return allergenNames
    .filter((allergen) => chosen.includes(allergen))
    .map((allergen) => commonWords.allergens[allergen])
    .join(', ');
}

/** A check box for each allergen. @param others that must not be chosen too */
function allergenChoice(
  legend: string,
  chosen: readonly Allergen[],
  others: readonly Allergen[],
  choose: (chosen: readonly Allergen[]) => void,
  hint?: string,
) {
  const box = (allergen: Allergen) => {
    const check = ({ currentTarget: { checked } }: EventAt<HTMLInputElement>) =>
      choose(allergenNames.filter((one) => (one === allergen ? checked : chosen.includes(one))));
    return html`<label class="chip">
      <input
        type="checkbox"
        ?disabled=${others.includes(allergen)}
        .checked=${live(chosen.includes(allergen))}
        @change=${check}
      />
      ${commonWords.allergens[allergen]}
    </label>`;
  };
  return html`<fieldset class="bare-fieldset">
    <legend>${legend}</legend>
    ${hint === undefined ? nothing : html`<p class="quiet">${hint}</p>`}
    <div class="chips wrap">${allergenNames.map(box)}</div>
  </fieldset>`;
}

function showCheck({ key, isShown }: OptionDraft, { change }: GroupActions) {
  const check = ({ currentTarget: { checked } }: EventAt<HTMLInputElement>) =>
    change(key, { isShown: checked });
  return html`<label class="check">
    <input type="checkbox" .checked=${live(isShown)} @change=${check} />${words.showOption}
  </label>`;
}

function poolLabel({ name, unit }: Pool): string {
  return unit === ''
    ? isolateForeign(name)
    : words.poolIn(isolateForeign(name), isolateForeign(unit));
}

function moveButtons(option: OptionDraft, name: string, { at, count, actions }: OptionPlace) {
  const step = (arrow: string, label: string, by: number) =>
    button('button soft', arrow, () => actions.move(option, by), {
      label,
      isBlocked: at + by < 0 || at + by >= count,
    });
  return html`<div class="option-buttons">
    ${step('↑', words.moveUp(name), -1)} ${step('↓', words.moveDown(name), 1)}
    ${button('round', '✕', () => actions.remove(option), { label: words.removeOptionOf(name) })}
  </div>`;
}
