import { type Choice, fieldsOf } from '../../components/field.ts';
import { submitTo } from '../../components/form.ts';
import { type EventAt, html, live, nothing, repeat, withValue } from '../../components/html.ts';
import { lineOptions } from '../../components/line-options.ts';
import { noticeBox } from '../../components/notice.ts';
import { leftOf } from '../../components/shortages.ts';
import { focusStepper, stepper } from '../../components/stepper.ts';
import { commonWords, wordReason } from '../../components/words.ts';
import {
  addDays,
  formatDay,
  formatDistance,
  formatMoney,
  formatNumber,
  formatTime,
  today,
} from '../../components/wording.ts';
import {
  describedOptionsOf,
  type DraftLine,
  hasOptions,
  maxQuantity,
  mustChooseAgain,
  priceOf,
  quantityOf,
  totalOf,
} from './draft-line.ts';
import { anyTime, type DraftOrder, needsReason } from './draft-order.ts';
import type { DraftActions } from './new-order.ts';
import { words } from './words.ts';

/** The order: its lines, the customer and the pickup time. The total and the button stay in sight. */
export function draftForm(draft: DraftOrder, actions: DraftActions) {
  const { lines, shortages, notice, isSending } = draft;
  const { input } = fieldsOf(draft, actions.type);
  const line = (of: DraftLine) => {
    const left = leftOf(shortages, of.product.id);
    const others = quantityOf(lines, of.product) - of.quantity;
    return draftLine(of, left === undefined ? undefined : Math.max(0, left - others), actions);
  };
  // Enter in a quantity or note goes back to the products instead of submitting the order.
  const goBack = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    actions.focusProducts();
  };
  return html`<form class="draft" novalidate @submit=${submitTo(actions.place)}>
    <div class="draft-body">
      <h2 id="draft-title">${words.draft}</h2>
      <p class="quiet" ?hidden=${lines.length > 0}>${words.empty}</p>
      <ul class="lines" @keydown=${goBack}>
        ${repeat(lines, ({ id }) => id, line)}
      </ul>
      <div class="draft-customer">
        ${input('/customer/name', words.name, { maxLength: 100 })}
        ${input('/customer/phone', words.phone, { type: 'tel', maxLength: 30 })}
      </div>
      ${pickupFields(draft, actions)}
    </div>
    <div class="draft-foot">
      ${noticeBox(notice)}
      <p class="total">
        <span>${words.total}</span><strong>${formatMoney(totalOf(lines))}</strong>
      </p>
      <button class="button wide" aria-disabled=${isSending || nothing}>${words.place}</button>
    </div>
  </form>`;
}

/** @param left units left for the line after a refusal for a shortage; undefined when unknown */
function draftLine(line: DraftLine, left: number | undefined, actions: DraftActions) {
  const { product, quantity, note } = line;
  const { setQuantity, setNote } = actions;
  const { name } = product;
  const isShort = left !== undefined && left < quantity;
  return html`<li>
    <span class="name">${name}</span>
    <span class="price">${formatMoney(priceOf(line))}</span>
    ${optionsOf(line, actions)}
    <input
      class="note"
      placeholder=${words.note}
      aria-label=${words.noteOf(name)}
      maxlength="200"
      autocomplete="off"
      .value=${live(note)}
      @input=${withValue((typed) => setNote(line, typed))}
    />
    ${stepper(words.quantityOf(name), quantity, maxQuantity, (to) => setQuantity(line, to))}
    <span class="line-shortage">
      ${isShort ? shortage(name, left, () => setQuantity(line, left)) : nothing}
    </span>
  </li>`;
}

function optionsOf(line: DraftLine, { changeOptions }: DraftActions) {
  const { product, quantity, options } = line;
  if (!hasOptions(product) && options.length === 0) return nothing;
  return html`<div class="draft-options">
    ${lineOptions({ options: describedOptionsOf(line), quantity })}
    ${mustChooseAgain(line) ? html`<span class="tag bad">${words.chooseAgain}</span>` : nothing}
    <button
      type="button"
      class="link"
      aria-label=${words.changeOptionsOf(product.name)}
      @click=${() => changeOptions(line)}
    >
      ${words.changeOptions}
    </button>
  </div>`;
}

/** The units left, with a button that takes them. */
function shortage(name: string, left: number, onTake: () => void) {
  const number = formatNumber(left);
  const [tag, text, label] =
    left === 0
      ? [words.soldOut, words.remove, words.removeOf(name)]
      : [
          commonWords.onlyLeft(number),
          commonWords.setTo(number),
          commonWords.setToOf(number, name),
        ];
  const take = ({ currentTarget }: EventAt<HTMLElement>) => {
    const line = currentTarget.closest('li');
    onTake();
    focusStepper(line);
  };
  return html`<span class="tag bad">${tag}</span>
    <button type="button" class="link" aria-label=${label} @click=${take}>${text}</button>`;
}

function pickupFields(draft: DraftOrder, { type, setSoon }: DraftActions) {
  const { values, isSoon } = draft;
  const { input, select } = fieldsOf(draft, type);
  const reasonOptions = { hint: words.reasonHint, maxLength: 200, isHidden: !needsReason(draft) };
  return html`<fieldset class="draft-pickup">
    <legend>${words.pickup}</legend>
    <div class="chips wrap">
      ${choice(words.soon, isSoon, () => setSoon(true))}
      ${choice(words.later, !isSoon, () => setSoon(false))}
    </div>
    <p class="quiet" role="status" ?hidden=${!isSoon}>${describeSoonest(draft)}</p>
    <div class="pickup-details" ?hidden=${isSoon}>
      ${input('date', words.day, { type: 'date', min: today() })}
      ${select('slot', words.slot, listSlots(draft))}
      ${input('time', words.time, { type: 'time', isHidden: values.slot !== anyTime })}
      ${input('/override_reason', words.reason, reasonOptions)}
    </div>
  </fieldset>`;
}

function choice(text: string, isPressed: boolean, choose: () => void) {
  return html`<button type="button" class="chip" aria-pressed=${isPressed} @click=${choose}>
    ${text}
  </button>`;
}

/** "First free time: tomorrow, 9:00 – 9:30". */
function describeSoonest({ soonest }: DraftOrder): string {
  if (soonest.kind === 'none') return words.noTime;
  if (soonest.kind !== 'found') return soonest.kind === 'looking' ? words.looking : '';
  const { date, slot } = soonest;
  const isSoon = date <= addDays(today(), 1);
  const day = isSoon ? formatDistance(date) : formatDay(date);
  return words.soonest(day, formatTime(slot.starts_at), formatTime(slot.ends_at));
}

/** A slot that breaks a rule needs a reason. None is offered until the slots are loaded. */
function listSlots({ slots, values }: DraftOrder): readonly Choice[] {
  if (values.slot === '') return [];
  const nameSlot = ({ starts_at, refusal }: DraftOrder['slots'][number]) => {
    const time = formatTime(starts_at);
    return refusal === null ? time : words.refusedSlot(time, wordReason(refusal));
  };
  const choices = slots.map((slot): Choice => [slot.starts_at, nameSlot(slot)]);
  return [...choices, [anyTime, words.anyTime]];
}
