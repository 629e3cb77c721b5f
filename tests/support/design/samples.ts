/** The shared parts of the pages, with sample texts, for docs/design.md. Runs in a browser. */
import { button } from '../../../frontend/components/button.ts';
import { fieldsOf } from '../../../frontend/components/field.ts';
import { newForm } from '../../../frontend/components/form.ts';
import { html, render, type TemplateResult } from '../../../frontend/components/html.ts';
import { noticeBox } from '../../../frontend/components/notice.ts';
import { searchField } from '../../../frontend/components/search-field.ts';
import { segments } from '../../../frontend/components/segments.ts';
import { stepper } from '../../../frontend/components/stepper.ts';
import { wordStatus } from '../../../frontend/components/explain-status.ts';

const colours = [
  ['--paper', 'page'],
  ['--card', 'cards, menus'],
  ['--sunken', 'behind filters'],
  ['--ink', 'text'],
  ['--ink-soft', 'second text'],
  ['--line', 'between rows'],
  ['--edge', 'edge of a control'],
  ['--crust', 'main action'],
  ['--crust-soft', 'chosen'],
  ['--good', 'done'],
  ['--wait', 'attention'],
  ['--bad', 'destructive, fault'],
] as const;

const nothingToDo = () => undefined;
/** Of a status that stands alone. */
const nothingKnown = {
  reason: null,
  pickupAt: null,
  collectedAt: null,
  missedAt: null,
  completedBy: null,
};
const counts = { 'To do': 24, Ready: 3, All: 41 };
const withCount = (name: keyof typeof counts) => html`${name} <b>${counts[name]}</b>`;

const form = {
  ...newForm({ name: 'Emma', phone: '12', size: '20 cm' }),
  faults: { phone: 'Please check the phone number.' },
};
const { input, select } = fieldsOf(form, nothingToDo);

function sample(title: string, content: TemplateResult) {
  return html`<section class="stack">
    <h2>${title}</h2>
    ${content}
  </section>`;
}

const parts = [
  sample(
    'Colours',
    html`<div class="swatches">
      ${colours.map(
        ([name, use]) =>
          html`<div><span class="swatch swatch${name}"></span><code>${name}</code> ${use}</div>`,
      )}
    </div>`,
  ),
  sample(
    'Type',
    html`<div class="stack">
      <h1>The Bakery</h1>
      <h3>Butter Croissant</h3>
      <p>Text has 16 px. The serif is for the bakery’s name and for headings.</p>
      <p class="quiet">Second text, also 16 px; nothing is smaller than 14 px.</p>
      <p><a href="#link">A link looks like a link.</a></p>
    </div>`,
  ),
  sample(
    'Buttons',
    html`<div class="choices">
      ${button('button', 'Main action, one per screen', nothingToDo)}
      ${button('button soft', 'Other action', nothingToDo)}
      ${button('link', 'Small action', nothingToDo)}
      ${button('button bad', 'Cancel order', nothingToDo)}
    </div>`,
  ),
  sample(
    'Filters, navigation, choices',
    html`<div class="stack">
      ${segments('Filter', ['To do', 'Ready', 'All'], 'To do', withCount, nothingToDo)}
      <nav class="tabs" aria-label="Sections">
        <a href="#orders" aria-current="page">Orders</a><a href="#sheet">Bake sheet</a>
        <a href="#stock">Stock</a>
      </nav>
      <div class="chips">
        <label class="chip"><input type="checkbox" checked />Nuts</label>
        <label class="chip"><input type="checkbox" />Milk</label>
      </div>
      ${searchField('Search products', '', nothingToDo)}
    </div>`,
  ),
  sample(
    'Fields',
    html`<div class="stack">
      ${input('name', 'Name', { hint: 'We call it at pickup.' })}
      ${input('phone', 'Phone (optional)', { type: 'tel' })}
      ${select('size', 'Size', [
        ['20 cm', '20 cm, 12 pieces'],
        ['26 cm', '26 cm, 16 pieces'],
      ])}
      ${stepper({ fewer: 'One less', howMany: 'Quantity', more: 'One more' }, 2, 9, nothingToDo)}
    </div>`,
  ),
  sample(
    'Messages and states',
    html`<div class="stack">
      ${noticeBox({ title: 'Check the marked fields.', text: 'Your order has not been placed yet.' })}
      <div class="choices">
        ${(['Pending', 'Processing', 'Completed', 'Rejected', 'Cancelled'] as const).map(
          (status) =>
            html`<span data-status=${status}>
              <span class="status">${wordStatus({ ...nothingKnown, status })}</span>
            </span>`,
        )}
        <span class="tag">Made to order · 24 h ahead</span> <span class="tag bad">Late</span>
      </div>
      <p class="toast"><span>Order 102 is ready.</span>${button('link', 'Undo', nothingToDo)}</p>
    </div>`,
  ),
  sample(
    'Table',
    html`<table class="data">
      <thead>
        <tr>
          <th>Product</th>
          <th>Category</th>
          <th class="number">Price</th>
          <th class="number">Stock</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>Butter Croissant</td>
          <td>Pastries</td>
          <td class="number">₹90</td>
          <td class="number">24</td>
        </tr>
        <tr>
          <td>Sourdough Loaf</td>
          <td>Bread</td>
          <td class="number">₹220</td>
          <td class="number">6</td>
        </tr>
      </tbody>
    </table>`,
  ),
  sample(
    'Empty list',
    html`<div class="empty-state">
      <h3>No orders for this day</h3>
      <p>New orders appear here by themselves.</p>
      ${button('button soft', 'New order', nothingToDo)}
    </div>`,
  ),
];

render(html`<main class="samples">${parts}</main>`, document.body);
