import type { OptionGroupResponse } from '../../../shared/contract/products.ts';
import { type ChoiceFault, type ChosenOption, lengthOf } from '../../../shared/domain/options.ts';
import { cleanText } from '../../../shared/domain/readable-text.ts';
import { type Allergen, nameAllergens } from '../describe-allergens.ts';
import { html, live, nothing, repeat, type TemplateResult, withValue } from '../html.ts';
import { stepper } from '../stepper.ts';
import { formatMoney, formatNumber, formatShortDay } from '../wording.ts';
import { faultsOf, isPerPiece, type OptionDraft, pricedOptions } from './option-draft.ts';
import { toOptionGroups } from './option-groups.ts';
import { words } from './words.ts';

type Option = OptionGroupResponse['options'][number];

interface OptionFields {
  readonly groups: readonly OptionGroupResponse[];
  readonly draft: OptionDraft;
  /** The quantity of the line. */
  readonly pieces: number;
  /** Options that contain one of these cannot be chosen. */
  readonly unwanted?: readonly Allergen[];
  /** Of the ids, for a page with the fields of several products. */
  readonly prefix?: string;
  readonly onChange: (draft: OptionDraft) => void;
}

/** A field set for each group of options. Its faults are shown after the first attempt to use the choices. */
export function optionFields(fields: OptionFields) {
  const { groups, draft, pieces, prefix = '' } = fields;
  const judged = toOptionGroups(groups);
  const faults = faultsOf(judged, draft, pieces);
  const chosen = pricedOptions(judged, draft, pieces);
  return repeat(
    groups,
    ({ id }) => id,
    (group) => {
      const fault = faults.find(({ groupId }) => groupId === group.id);
      const isShown = fault && (draft.isChecked || isVisibleAtOnce(fault));
      const id = `${prefix}group-${group.id}`;
      return fieldset({
        ...fields,
        group,
        id,
        chosen,
        fault: isShown ? wordFault(group, fault) : '',
      });
    },
  );
}

/** The first control of the first group with a fault. */
export function focusFirstFault(place: Element | null): void {
  place
    ?.querySelector('.option-group.faulty')
    ?.querySelector<HTMLElement>(':is(input, button):enabled')
    ?.focus();
}

interface GroupFields extends OptionFields {
  readonly group: OptionGroupResponse;
  readonly id: string;
  readonly chosen: readonly ChosenOption[];
  /** '' without a fault. */
  readonly fault: string;
}

function fieldset(fields: GroupFields) {
  const { group, id, fault } = fields;
  const [only] = group.options;
  // The name of the only option says it all.
  const isLegendHidden = group.kind === 'yes_no' && only?.name === group.name;
  return html`<fieldset
    class="option-group ${fault === '' ? '' : 'faulty'}"
    aria-describedby="${id}-hint ${id}-fault"
  >
    <legend class=${isLegendHidden ? 'visually-hidden' : ''}>${group.name}</legend>
    <p id="${id}-hint" class="hint" ?hidden=${hintOf(group) === ''}>${hintOf(group)}</p>
    ${controlsOf(fields)}
    <p id="${id}-fault" class="fault" ?hidden=${fault === ''}>${fault}</p>
  </fieldset>`;
}

function controlsOf(fields: GroupFields) {
  switch (fields.group.kind) {
    case 'one':
      return radios(fields);
    case 'several':
    case 'yes_no':
      return checkboxes(fields);
    case 'quantities':
      return steppers(fields);
    case 'text':
      return fields.group.options.map((option) => textFields(fields, option));
  }
}

function hintOf({
  kind,
  min,
  max,
  free,
  options,
  max_characters,
  characters,
}: OptionGroupResponse) {
  const most = kind === 'several' ? Math.min(max, options.length) : max;
  const count = {
    one: min === 0 ? words.optional : words.chooseOne,
    several: wordCount(min, most),
    quantities: wordCount(min, most),
    text: min === 0 ? words.optional : words.required,
    yes_no: min === 0 ? '' : words.required,
  }[kind];
  return [
    count,
    free > 0 && kind === 'several' ? words.freeOptions(formatNumber(free)) : '',
    max_characters === null ? '' : words.atMostCharacters(formatNumber(max_characters)),
    kind === 'text' && characters === 'plain' ? words.onlyPlain : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function wordCount(min: number, max: number): string {
  if (min === max) return words.chooseExactly(formatNumber(min));
  if (min === 0) return words.chooseUpTo(formatNumber(max));
  return words.chooseBetween(formatNumber(min), formatNumber(max));
}

function radios(fields: GroupFields) {
  const { group, id, draft } = fields;
  const units = (chosen: number) => ({
    ...draft.units,
    ...Object.fromEntries(group.options.map((one) => [one.id, one.id === chosen ? 1 : 0])),
  });
  const radio = (chosen: number, isChecked: boolean, isOff: boolean) =>
    html`<input
      type="radio"
      name=${id}
      value=${chosen}
      aria-describedby="${id}-fault"
      ?disabled=${isOff}
      .checked=${live(isChecked)}
      @change=${() => fields.onChange({ ...draft, units: units(chosen) })}
    />`;
  const isNone = group.options.every((option) => (draft.units[option.id] ?? 0) === 0);
  return html`<div class="option-rows">
    ${
      group.min === 0
        ? html`<label class="option-row">
            ${radio(0, isNone, false)} <span class="option-name">${words.nothing}</span>
          </label>`
        : nothing
    }
    ${group.options.map((option) => {
      const isChosen = (draft.units[option.id] ?? 0) > 0;
      const isOff = isDisabled(option, fields) && !isChosen;
      return row(fields, option, radio(option.id, isChosen, isOff), isOff);
    })}
  </div>`;
}

function checkboxes(fields: GroupFields) {
  const { group, id, draft } = fields;
  return html`<div class="option-rows">
    ${group.options.map((option) => {
      const isChosen = (draft.units[option.id] ?? 0) > 0;
      const isOff = isDisabled(option, fields) && !isChosen;
      const control = html`<input
        type="checkbox"
        aria-describedby="${id}-fault"
        ?disabled=${isOff}
        .checked=${live(isChosen)}
        @change=${() => fields.onChange(withUnits(draft, option.id, isChosen ? 0 : 1))}
      />`;
      return row(fields, option, control, isOff);
    })}
  </div>`;
}

function row(fields: GroupFields, option: Option, control: TemplateResult, isOff: boolean) {
  return html`<label class="option-row ${isOff ? 'off' : ''}">
    ${control} ${nameAndPrice(fields, option)}
  </label>`;
}

function steppers(fields: GroupFields) {
  const { group, draft, id } = fields;
  const unitsOf = (option: Option) => draft.units[option.id] ?? 0;
  const sum = group.options.reduce((units, option) => units + unitsOf(option), 0);
  return html`<p id="${id}-count" class="option-count" role="status">
      ${words.chosen(formatNumber(sum), formatNumber(group.max))}
    </p>
    <div class="option-rows">
      ${group.options.map((option) => {
        const units = unitsOf(option);
        const isOff = isDisabled(option, fields) && units === 0;
        const most = Math.max(units, units + group.max - sum);
        const set = (wanted: number) => {
          const allowed = Math.max(0, Math.min(Math.trunc(wanted) || 0, most));
          fields.onChange(withUnits(draft, option.id, allowed));
        };
        const labels = {
          fewer: words.fewerOf(option.name),
          howMany: words.howManyOf(option.name),
          more: words.moreOf(option.name),
        };
        return html`<div class="option-row counted ${isOff ? 'off' : ''}">
          ${nameAndPrice(fields, option)} ${isOff ? nothing : stepper(labels, units, most, set)}
        </div>`;
      })}
    </div>`;
}

function withUnits(draft: OptionDraft, optionId: number, units: number): OptionDraft {
  return { ...draft, units: { ...draft.units, [optionId]: units } };
}

function nameAndPrice({ chosen, ...fields }: GroupFields, option: Option) {
  const priced = chosen.find(({ optionId }) => optionId === option.id);
  const isFree = priced?.priceMinor === 0 && option.price > 0;
  const notes = notesOf(option, fields);
  return html`<span class="option-name"
      >${option.name}
      ${notes.length === 0 ? nothing : html`<span class="option-note">${notes.join(' · ')}</span>`}
    </span>
    <span class="option-price">${isFree ? words.free : wordPrice(option, fields.group)}</span>`;
}

/** The base price of a size is no gift: only options beside other prices are free. */
function wordPrice({ price }: Option, { kind, options }: OptionGroupResponse): string {
  if (price > 0) return words.more(formatMoney(price));
  if (price < 0) return words.less(formatMoney(-price));
  return kind === 'several' && options.some((other) => other.price !== 0) ? words.free : '';
}

type Wishes = Pick<OptionFields, 'unwanted'>;

function isDisabled(option: Option, wishes: Wishes): boolean {
  return !option.available || offendingOf(option, wishes).length > 0;
}

function offendingOf({ allergens }: Option, { unwanted = [] }: Wishes): Allergen[] {
  return allergens.filter((one) => unwanted.includes(one));
}

function notesOf(option: Option, wishes: Wishes): string[] {
  const { available, available_from: from, without, lead_time_days: days } = option;
  const offending = offendingOf(option, wishes);
  return [
    ...(available ? [] : [words.soldOut]),
    ...(from === null ? [] : [words.from(formatShortDay(from))]),
    ...(offending.length > 0 ? [words.containing(nameAllergens(offending))] : []),
    ...(without.length > 0 ? [words.without(nameAllergens(without))] : []),
    ...(days > 0 ? [words.needsDays(days, formatNumber(days))] : []),
  ];
}

function textFields(fields: GroupFields, option: Option) {
  const { group, id, draft, pieces } = fields;
  const isEach = isPerPiece(draft, option.id, pieces);
  const count = isEach ? pieces : 1;
  const typed = draft.texts[option.id] ?? [];
  const type = (at: number) => (text: string) => {
    const texts = Array.from({ length: Math.max(count, typed.length) }, (_, n) => typed[n] ?? '');
    fields.onChange({
      ...draft,
      texts: { ...draft.texts, [option.id]: texts.with(at, text.replaceAll(/[\r\n]+/g, ' ')) },
    });
  };
  const toggle = () => {
    const others = draft.perPiece.filter((other) => other !== option.id);
    fields.onChange({ ...draft, perPiece: isEach ? others : [...others, option.id] });
  };
  const price = wordPrice(option, group);
  const notes = notesOf(option, fields);
  const isOff = isDisabled(option, fields);
  return html`<div class="option-texts">
    ${
      price === '' && notes.length === 0
        ? nothing
        : html`<p class="option-note">
            ${[price, ...notes].filter((part) => part !== '').join(' · ')}
          </p>`
    }
    ${Array.from({ length: count }, (_, at) => {
      const text = typed[at] ?? '';
      const name = isEach ? words.piece(formatNumber(at + 1)) : group.name;
      return textField(fields, { id: `${id}-text-${at}`, name, text, isEach, isOff }, type(at));
    })}
    ${
      pieces > 1
        ? html`<label class="check">
            <input type="checkbox" .checked=${live(isEach)} @change=${toggle} />
            <span>${words.onePerPiece}</span>
          </label>`
        : nothing
    }
  </div>`;
}

interface TextField {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** Whether the label is needed to tell several fields apart. */
  readonly isEach: boolean;
  readonly isOff: boolean;
}

function textField(
  { group, id: groupId, fault }: GroupFields,
  { id, name, text, isEach, isOff }: TextField,
  onType: (text: string) => void,
) {
  const most = group.max_characters;
  const used = lengthOf(cleanText(text));
  return html`<div class="field">
    <label for=${id} class=${isEach ? '' : 'visually-hidden'}>${name}</label>
    <div class="counted-text">
      <input
        id=${id}
        type="text"
        autocomplete="off"
        maxlength="200"
        aria-describedby="${groupId}-hint ${groupId}-fault"
        aria-invalid=${fault === '' ? nothing : 'true'}
        ?disabled=${isOff}
        .value=${live(text)}
        @input=${withValue(onType)}
      />
      ${
        most === null
          ? nothing
          : html`<span class="character-count ${used > most ? 'over' : ''}" aria-hidden="true"
              >${words.charactersUsed(formatNumber(used), formatNumber(most))}</span
            >`
      }
    </div>
  </div>`;
}

/** What the customer sees while choosing, without waiting for an attempt. */
function isVisibleAtOnce({ reason }: ChoiceFault): boolean {
  return ['too-many', 'too-long', 'wrong-character', 'sold-out'].includes(reason);
}

function wordFault(
  { kind, min, max }: OptionGroupResponse,
  { reason, limit }: ChoiceFault,
): string {
  const count = formatNumber(limit ?? 0);
  switch (reason) {
    case 'missing':
    case 'too-few':
      if (kind === 'yes_no') return words.tickFault;
      if (kind === 'text') return words.textFault;
      if (kind === 'one') return words.chooseOneFault;
      return min === max ? words.exactlyFault(count) : words.atLeastFault(count);
    case 'too-many':
      return words.atMostFault(count);
    case 'no-text':
    case 'wrong-number-of-texts':
      return words.textsFault;
    case 'too-long':
      return words.tooLongFault(count);
    case 'wrong-character':
      return words.characterFault;
    case 'unknown':
    case 'repeated':
    case 'no-quantity':
    case 'sold-out':
      return words.soldOutFault;
  }
}
