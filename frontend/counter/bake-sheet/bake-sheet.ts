import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { announce } from '../../components/announce.ts';
import { addressOf } from '../../components/api.ts';
import { now } from '../../components/clock.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { repeat } from '../../components/waiting.ts';
import {
  formatDay,
  formatDistance,
  formatList,
  formatMoment,
  formatTime,
  today,
} from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { dateOfDay } from '../day.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createDaySwitch, dayOf } from './day-switch.ts';
import { createSheetProduct, type SheetProduct } from './sheet-product.ts';
import { words } from './words.ts';

const everyMs = 10_000;

/** Made-to-order products come first: they need the ovens. */
const kinds = ['made_to_order', 'shelf'] as const;

/**
 * What to bake for a day: "#/bake-sheet/2026-12-01". Without a date, the sheet shows today and changes at
 * midnight.
 */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  const day = dayOf(argument);
  const head = createHead();
  const notice = createNotice();
  const cutOff = element('p', { className: 'lead' });
  const asOf = element('p', { className: 'quiet sheet-as-of' });
  const none = element('p', { className: 'quiet', textContent: words.none, hidden: true });
  const parts = kinds.map(createPart);
  let before: BakeSheet | undefined;
  place.append(
    element(
      'div',
      { className: 'sheet' },
      element('div', { className: 'sheet-head' }, head.title, cutOff, head.tools),
      notice.element,
      none,
      ...parts.map((part) => part.element),
      asOf,
    ),
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const date = dateOfDay(day);
    head.show(date);
    if (before && before.date !== date) clear();
    const answer = await askAsStaff('GET /staff/bake-sheet', { query: { date } });
    if (signal.aborted) return;
    if (answer.kind === 'accepted') {
      notice.hide();
      show(answer.body);
    } else {
      const title = before ? words.outdated : counterWords.notSaved;
      notice.show(title, explainFailure(answer));
    }
  }

  /** Yesterday's numbers must not appear under the new date. */
  function clear() {
    before = undefined;
    none.hidden = true;
    cutOff.textContent = '';
    asOf.textContent = '';
    for (const part of parts) part.show([]);
  }

  function show(sheet: BakeSheet) {
    const moment = formatMoment(sheet.cut_off_at);
    cutOff.textContent = sheet.is_past_cut_off ? words.closed(moment) : words.open(moment);
    asOf.textContent = words.asOf(formatTime(now()));
    none.hidden = sheet.products.length > 0;
    for (const part of parts) part.show(sheet.products);
    const changed = before ? findChanged(before, sheet) : [];
    if (changed.length > 0) announce(words.changed(formatList(changed)));
    before = sheet;
  }
};

/** Title, day links, print and download. */
function createHead() {
  const name = new Text();
  const distance = element('span', { className: 'quiet sheet-distance' });
  const daySwitch = createDaySwitch();
  const exports = createExports();
  let shown = '';
  return {
    title: element('h1', {}, name, distance),
    tools: element('div', { className: 'sheet-tools' }, daySwitch.element, exports.element),
    show(date: string) {
      // The distance to the day changes at midnight.
      if (shown === `${date} ${today()}`) return;
      shown = `${date} ${today()}`;
      name.data = `${words.title} · ${formatDay(date)} `;
      distance.textContent = formatDistance(date);
      daySwitch.show(date);
      exports.show(date);
    },
  };
}

function createPart(kind: SheetProduct['kind']) {
  const total = element('p', { className: 'quiet' });
  const list = element('ul', { className: 'sheet-products' });
  const showProducts = createKeyedList<SheetProduct>(
    list,
    ({ product_id }) => product_id,
    createSheetProduct,
  );
  const part = element(
    'section',
    { hidden: true },
    element(
      'div',
      { className: 'slot-head' },
      element('h2', { textContent: words.kinds[kind] }),
      total,
    ),
    list,
  );
  return {
    element: part,
    show(products: readonly SheetProduct[]) {
      const shown = products.filter((product) => product.kind === kind);
      part.hidden = shown.length === 0;
      total.textContent = words.total(shown.reduce((sum, { units }) => sum + units, 0));
      showProducts(shown);
    },
  };
}

/** Print button and CSV link. */
function createExports() {
  const table = element('a', {
    className: 'button soft button-link',
    download: '',
    textContent: words.download,
  });
  return {
    element: element(
      'div',
      { className: 'choices' },
      element('button', {
        type: 'button',
        className: 'button',
        textContent: words.print,
        onclick: () => print(),
      }),
      table,
    ),
    show(date: string) {
      table.href = addressOf('GET /staff/bake-sheet', { query: { date, format: 'csv' } });
    },
  };
}

/** @returns "3 × Name" for each product whose quantity has changed */
function findChanged(before: BakeSheet, now: BakeSheet): string[] {
  const units = new Map(before.products.map((product) => [product.product_id, product.units]));
  return now.products
    .filter((product) => units.get(product.product_id) !== product.units)
    .map(({ name, units: wanted }) => `${wanted} × ${isolateForeign(name)}`);
}
