import type {
  ListStockMovementsResponse,
  StockMovement,
} from '../../../shared/contract/catalogue.ts';
import { announce } from '../../components/announce.ts';
import { element } from '../../components/element.ts';
import { createNotice } from '../../components/notice.ts';
import { formatMoment, formatNumber } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createMovementForm } from './movement-form.ts';
import { words } from './words.ts';

/** One product's stock movements, with the form for a new one: "#/stock/12". */
export const openMovements: OpenView = async ({ element: place, argument, signal }) => {
  const notice = createNotice();
  place.append(
    element('a', { className: 'back', href: '#/stock', textContent: words.back }),
    notice.element,
  );
  const answer = await askAsStaff('GET /staff/products');
  if (signal.aborted) return;
  if (answer.kind !== 'accepted') {
    notice.show(counterWords.notSaved, explainFailure(answer));
    return;
  }
  const product = answer.body.find(({ id, kind }) => String(id) === argument && kind === 'shelf');
  if (!product) {
    notice.show(words.unknown(argument));
    return;
  }
  const { id, name } = product;
  const stock = element('strong', { className: 'shelf-units' });
  const none = element('p', { className: 'quiet', textContent: words.noMovements, hidden: true });
  const rows = element('tbody');
  const older = element('button', {
    type: 'button',
    className: 'button soft',
    textContent: words.older,
    hidden: true,
    onclick: () => void loadOlder(),
  });
  let cursor: string | null = null;
  let inStock = 0;
  place.append(
    element('div', { className: 'shelf-head' }, element('h1', { textContent: name }), stock),
    element(
      'div',
      { className: 'product-view' },
      element(
        'section',
        { className: 'panel' },
        element('h2', { textContent: words.movements }),
        element('p', { className: 'quiet', textContent: words.movementsLead }),
        none,
        createTable(words.movementsOf(name), rows),
        older,
      ),
      element(
        'section',
        { className: 'panel' },
        createMovementForm({ id, name, stock: () => inStock }, refresh),
      ),
    ),
  );
  await refresh();

  /** Shows the newest page again. */
  async function refresh() {
    const page = await fetchPage({});
    if (!page) return;
    rows.replaceChildren(...page.movements.map(createRow));
    show(page);
  }

  async function loadOlder() {
    const page = await fetchPage({ cursor: cursor ?? '' });
    if (!page) return;
    rows.append(...page.movements.map(createRow));
    show(page);
    announce(words.loaded(rows.children.length));
  }

  function show({ stock: units, next_cursor }: ListStockMovementsResponse) {
    cursor = next_cursor;
    inStock = units ?? 0;
    stock.textContent = words.left(inStock);
    none.hidden = rows.children.length > 0;
    older.hidden = next_cursor === null;
  }

  async function fetchPage(query: { readonly cursor?: string }) {
    const answer = await askAsStaff('GET /staff/products/{id}/stock-movements', {
      params: { id },
      query,
    });
    if (signal.aborted) return undefined;
    if (answer.kind === 'accepted') {
      notice.hide();
      return answer.body;
    }
    notice.show(words.outdated, explainFailure(answer));
    return undefined;
  }
};

function createTable(caption: string, rows: HTMLElement): HTMLElement {
  const { at, units, why, by, note } = words.columns;
  const heads = [at, units, why, by, note].map((textContent) =>
    element('th', { scope: 'col', textContent }),
  );
  return element(
    'table',
    { className: 'movements' },
    element('caption', { className: 'visually-hidden', textContent: caption }),
    element('thead', {}, element('tr', {}, ...heads)),
    rows,
  );
}

function createRow({ at, units, reason, order_id, by, note }: StockMovement): HTMLElement {
  const sign = units > 0 ? '+' : '−';
  return element(
    'tr',
    { className: units > 0 ? 'came' : 'went' },
    element('td', { textContent: formatMoment(at) }),
    element('td', { className: 'units', textContent: `${sign}${formatNumber(Math.abs(units))}` }),
    element(
      'td',
      {},
      words.why[reason],
      ...(order_id === null
        ? []
        : [
            ' ',
            element('a', { href: `#/orders/${order_id}`, textContent: words.order(order_id) }),
          ]),
    ),
    element('td', { textContent: nameActor(by) }),
    element('td', { textContent: note ?? '' }),
  );
}

/** @param by "staff:anna", "customer" or "processor" */
function nameActor(by: string): string {
  if (by.startsWith('staff:')) return by.slice('staff:'.length);
  return by === 'customer' ? words.customer : words.system;
}
