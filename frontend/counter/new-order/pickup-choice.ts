import type { ListPickupSlotsResponse } from '../../../shared/contract/pickup-slots.ts';
import { api } from '../../components/api.ts';
import { element } from '../../components/element.ts';
import { createField, type Field } from '../../components/field.ts';
import { timeZone } from '../../components/time-zone.ts';
import { instantAt } from '../../components/wall-clock.ts';
import { wordReason } from '../../components/words.ts';
import { formatTime, today } from '../../components/wording.ts';
import { type DraftLine, unitsOf } from './draft-order.ts';
import { words } from './words.ts';

const anyTime = 'any';

/** The pickup part of the request. */
export interface WantedPickup {
  readonly pickup_at?: string;
  readonly override_reason?: string;
}

/** The choice of a pickup time: as soon as possible, in a slot, or at any time with a reason. */
export function createPickupChoice(signal: AbortSignal) {
  let lines: readonly DraftLine[] = [];
  let refused = new Set<string>();
  let isSoon = true;
  const soon = createButton(words.soon, true);
  const later = createButton(words.later, false);
  const day = createField(
    words.day,
    element('input', { type: 'date', min: today(), value: today(), onchange: () => void load() }),
  );
  const slot = createField(words.slot, element('select', { onchange: show }));
  const time = createField(words.time, element('input', { type: 'time' }));
  const reason = createField(
    words.reason,
    element('input', { maxLength: 200, autocomplete: 'off' }),
    words.reasonHint,
  );
  const details = element(
    'div',
    { className: 'pickup-details' },
    day.element,
    slot.element,
    time.element,
    reason.element,
  );
  show();
  return {
    element: element(
      'fieldset',
      { className: 'draft-pickup' },
      element('legend', { textContent: words.pickup }),
      element('div', { className: 'choices' }, soon.element, later.element),
      details,
    ),
    get fields() {
      const chosen = slot.control.value === anyTime ? time : slot;
      return { '/pickup_at': chosen, '/override_reason': reason };
    },
    /** Free slots depend on the lines. */
    update(now: readonly DraftLine[]) {
      const isSame = JSON.stringify(now.map(demandOf)) === JSON.stringify(lines.map(demandOf));
      lines = now;
      if (!isSame && !isSoon) void load();
    },
    load,
    /** @returns undefined after showing a fault */
    read(): WantedPickup | undefined {
      for (const field of [slot, time, reason]) field.showFault('');
      if (isSoon) return {};
      const pickup_at = readInstant();
      if (pickup_at === undefined) return undefined;
      if (!needsReason()) return { pickup_at };
      const override_reason = reason.control.value.trim();
      if (override_reason !== '') return { pickup_at, override_reason };
      complain(reason, words.reasonMissing);
      return undefined;
    },
  };

  function createButton(text: string, value: boolean) {
    const button = element('button', {
      type: 'button',
      className: 'choice-button',
      textContent: text,
      onclick: () => {
        isSoon = value;
        show();
        if (!isSoon) void load();
      },
    });
    return { element: button, show: () => (button.ariaPressed = String(isSoon === value)) };
  }

  function show() {
    soon.show();
    later.show();
    details.hidden = isSoon;
    time.element.hidden = slot.control.value !== anyTime;
    reason.element.hidden = !needsReason();
  }

  function needsReason(): boolean {
    return slot.control.value === anyTime || refused.has(slot.control.value);
  }

  function readInstant(): string | undefined {
    // The select is empty while the slots are loading.
    const field = slot.control.value === anyTime ? time : slot;
    if (field.control.value === '' || day.control.value === '') {
      complain(field, words.timeMissing);
      return undefined;
    }
    if (field === slot) return slot.control.value;
    return instantAt(day.control.value, time.control.value, timeZone).toISOString();
  }

  async function load() {
    const date = day.control.value;
    const wanted = {
      product_id: lines.map(({ product }) => product.id).join(),
      units: String(unitsOf(lines)),
    };
    const query = { date, ...(lines.length > 0 && wanted) };
    const answer = await api('GET /pickup-slots', { query });
    if (signal.aborted || day.control.value !== date) return;
    showSlots(answer.kind === 'accepted' ? answer.body.slots : []);
  }

  /** Offers all slots except past ones; a refused slot needs a reason. */
  function showSlots(slots: ListPickupSlotsResponse['slots']) {
    const chosen = slot.control.value;
    const possible = slots.filter(({ refusal }) => refusal !== 'in the past');
    refused = new Set(
      possible.flatMap(({ refusal, starts_at }) => (refusal === null ? [] : [starts_at])),
    );
    slot.control.replaceChildren(
      ...possible.map(({ starts_at, refusal }) =>
        element('option', {
          value: starts_at,
          textContent:
            refusal === null
              ? formatTime(starts_at)
              : words.refusedSlot(formatTime(starts_at), wordReason(refusal)),
        }),
      ),
      element('option', { value: anyTime, textContent: words.anyTime }),
    );
    const open = possible.find(({ refusal }) => refusal === null)?.starts_at;
    const isThere = chosen === anyTime || possible.some(({ starts_at }) => starts_at === chosen);
    slot.control.value = isThere ? chosen : (open ?? possible[0]?.starts_at ?? anyTime);
    show();
  }
}

function complain(field: Field<HTMLInputElement | HTMLSelectElement>, fault: string) {
  field.showFault(fault);
  field.control.focus();
}

function demandOf({ product, quantity }: DraftLine) {
  return [product.id, quantity];
}
