import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { announce } from '../../components/announce.ts';
import { addressOf } from '../../components/api.ts';
import { button } from '../../components/button.ts';
import { now } from '../../components/clock.ts';
import { html, nothing, render, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, type Store } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';
import {
  formatDay,
  formatDistance,
  formatList,
  formatMoment,
  formatTime,
} from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { businessDay } from '../business-day.ts';
import { dateOfDay, dayOf } from '../day.ts';
import { printPapers } from '../prints/print-papers.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { specialNote } from '../special-note.ts';
import { daySwitch } from './day-switch.ts';
import { rollPaper } from './roll-paper.ts';
import { sheetProduct, type SheetProduct } from './sheet-product.ts';
import { words } from './words.ts';

const everyMs = 10_000;

/** Made-to-order products come first: they need the ovens. */
const kinds = ['made_to_order', 'daily', 'shelf'] as const;

interface SheetState {
  readonly date: string;
  /** Null until loaded. */
  readonly sheet: BakeSheet | null;
  /** When the sheet was loaded, in milliseconds since 1970. */
  readonly loadedAt: number;
  readonly notice: Notice | null;
}

/**
 * What to bake for a day: "#/bake-sheet/2026-12-01". Without a date, the sheet shows today and changes when
 * the business day ends.
 */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  const day = dayOf(argument);
  const store = createStore<SheetState>({
    date: dateOfDay(day),
    sheet: null,
    loadedAt: 0,
    notice: null,
  });
  store.subscribe((state) => render(sheetView(state), place));
  await poll(() => refresh(store, dateOfDay(day)), everyMs, signal);
};

async function refresh(store: Store<SheetState>, date: string) {
  // Yesterday's numbers must not appear under the new date.
  if (store.state.date !== date) store.change({ date, sheet: null });
  const answer = await askAsStaff('GET /staff/bake-sheet', { query: { date } });
  const { sheet: before } = store.state;
  if (answer.kind === 'accepted') {
    const changed = before ? findChanged(before, answer.body) : [];
    if (changed.length > 0) announce(words.changed(formatList(changed)));
    store.change({ sheet: answer.body, loadedAt: now(), notice: null });
  } else {
    const title = before ? words.outdated : counterWords.notSaved;
    store.change({ notice: { title, text: explainFailure(answer) } });
  }
}

/** @returns "3 × Name" for each product whose quantity, choices or inscriptions have changed */
function findChanged(before: BakeSheet, now: BakeSheet): string[] {
  const wanted = new Map(before.products.map((one) => [one.product_id, toWanted(one)]));
  return now.products
    .filter((product) => wanted.get(product.product_id) !== toWanted(product))
    .map(({ name, to_bake: wanted }) => `${wanted} × ${isolateForeign(name)}`);
}

/** What is to be baked, as a text to compare. */
function toWanted({ to_bake, variants, inscriptions }: SheetProduct): string {
  return JSON.stringify([
    to_bake,
    variants.map(({ choices, units }) => [choices, units]),
    inscriptions.map(({ order_id, text, change_since_cut_off: change }) => [
      order_id,
      text,
      change,
    ]),
  ]);
}

function sheetView({ date, sheet, loadedAt, notice }: SheetState) {
  const products = sheet?.products ?? [];
  return html`<div class="sheet">
    <div class="sheet-head">
      <h1>
        ${words.title} · ${formatDay(date)}
        <span class="quiet sheet-distance">${formatDistance(date, businessDay())}</span>
      </h1>
      <p class="lead">${sheet && wordCutOff(sheet)}</p>
      ${specialNote(sheet?.special_day ?? null)}
      <div class="sheet-tools">${daySwitch(date)} ${exportLinks(date, sheet)}</div>
    </div>
    ${noticeBox(notice)}
    ${sheet && products.length === 0 ? html`<p class="empty-state">${words.none}</p>` : nothing}
    ${kinds.map((kind) => sheetPart(kind, products))}
    <p class="quiet sheet-as-of">${sheet && words.asOf(formatTime(loadedAt))}</p>
  </div>`;
}

function wordCutOff({ cut_off_at, is_past_cut_off }: BakeSheet): string {
  const moment = formatMoment(cut_off_at);
  return is_past_cut_off ? words.closed(moment) : words.open(moment);
}

/** Buttons for the two kinds of printers, and the CSV link. */
function exportLinks(date: string, sheet: BakeSheet | null) {
  const address = addressOf('GET /staff/bake-sheet', { query: { date, format: 'csv' } });
  return html`<div class="choices">
    ${button('button', words.print, () => print())}
    ${button('button soft', words.printRoll, () => sheet && printPapers([rollPaper(sheet)]))}
    <a class="button soft button-link" download href=${address}>${words.download}</a>
  </div>`;
}

function sheetPart(kind: SheetProduct['kind'], all: readonly SheetProduct[]) {
  const products = all.filter((product) => product.kind === kind);
  const total = products.reduce((sum, { to_bake }) => sum + to_bake, 0);
  return html`<section ?hidden=${products.length === 0}>
    <div class="slot-head">
      <h2>${words.kinds[kind]}</h2>
      <p class="quiet">${words.total(total)}</p>
    </div>
    <ul class="sheet-products">
      ${repeat(products, ({ product_id }) => product_id, sheetProduct)}
    </ul>
  </section>`;
}
