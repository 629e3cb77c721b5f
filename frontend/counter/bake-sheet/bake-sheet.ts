import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { announce } from '../../components/announce.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice, explainFailure } from '../../components/notice.ts';
import { repeat } from '../../components/waiting.ts';
import {
  formatDay,
  formatDistance,
  formatList,
  formatMoment,
  formatTime,
  today,
} from '../../components/wording.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createDaySwitch } from './day-switch.ts';
import { createSheetProduct, type SheetProduct } from './sheet-product.ts';
import { words } from './words.ts';

const everyMs = 10_000;

/** What is baked to order comes first: it is what the ovens wait for. */
const kinds = ['made_to_order', 'shelf'] as const;

/** What to bake for a day: "#/bake-sheet/2026-12-01", or for today. */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  const date = /^\d{4}-\d\d-\d\d$/.test(argument) ? argument : today();
  const path = `/staff/bake-sheet?date=${date}`;
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
      element(
        'div',
        { className: 'sheet-head' },
        element(
          'h1',
          {},
          `${words.title} · ${formatDay(date)} `,
          element('span', { className: 'quiet sheet-distance', textContent: formatDistance(date) }),
        ),
        cutOff,
        element('div', { className: 'sheet-tools' }, createDaySwitch(date), createOutlets(path)),
      ),
      notice.element,
      none,
      ...parts.map((part) => part.element),
      asOf,
    ),
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const answer = await askAsStaff<BakeSheet>(path);
    if (signal.aborted) return;
    if (answer.kind === 'accepted') {
      notice.hide();
      show(answer.body);
    } else {
      const title = before ? words.outdated : counterWords.notDone;
      notice.show(title, explainFailure(answer, counterWords.noAnswer));
    }
  }

  function show(sheet: BakeSheet) {
    const moment = formatMoment(sheet.cut_off_at);
    cutOff.textContent = sheet.is_past_cut_off ? words.closed(moment) : words.open(moment);
    asOf.textContent = words.asOf(formatTime(Date.now()));
    none.hidden = sheet.products.length > 0;
    for (const part of parts) part.show(sheet.products);
    const changed = before ? findChanged(before, sheet) : [];
    if (changed.length > 0) announce(words.changed(formatList(changed)));
    before = sheet;
  }
};

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

/** On paper, or as a file of the API's. */
function createOutlets(path: string): HTMLElement {
  return element(
    'div',
    { className: 'choices' },
    element('button', {
      type: 'button',
      className: 'button',
      textContent: words.print,
      onclick: () => print(),
    }),
    element('a', {
      className: 'button soft button-link',
      href: `/api${path}&format=csv`,
      download: '',
      textContent: words.download,
    }),
  );
}

/** @returns the names of products of which another number is wanted than before */
function findChanged(before: BakeSheet, now: BakeSheet): string[] {
  const units = new Map(before.products.map((product) => [product.product_id, product.units]));
  return now.products
    .filter((product) => units.get(product.product_id) !== product.units)
    .map(({ name, units: wanted }) => `${wanted} × ${name}`);
}
