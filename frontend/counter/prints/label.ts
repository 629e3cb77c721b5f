import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { describeChoices, inscriptionsOfPiece } from '../../../shared/domain/line-options.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { bakery } from '../../components/bakery.ts';
import { inOneLine } from '../../components/contact-links.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing, type TemplateResult } from '../../components/html.ts';
import { inscriptionList, lineOptions } from '../../components/line-options.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

type Line = StaffOrder['lines'][number];

/** One of several labels, counted from 1. */
interface Place {
  readonly number: number;
  readonly count: number;
}

/**
 * The labels of an order: one for each piece with an inscription, which has a box of its own, and one for each bag of the
 * other lines.
 */
export function labels(order: StaffOrder, bags = 1): TemplateResult[] {
  const [inscribed, others] = splitLines(order);
  return [
    ...inscribed.flatMap((line) =>
      inPlaces(line.quantity, (place) => pieceLabel(order, line, place)),
    ),
    ...(others.length === 0 ? [] : inPlaces(bags, (place) => bagLabel(order, others, place))),
  ];
}

function splitLines({ lines }: StaffOrder): [Line[], Line[]] {
  const isInscribed = ({ options }: Line) => options.some(({ texts }) => texts.length > 0);
  return [lines.filter(isInscribed), lines.filter((line) => !isInscribed(line))];
}

function inPlaces(count: number, label: (place: Place) => TemplateResult): TemplateResult[] {
  return Array.from({ length: count }, (_, index) => label({ number: index + 1, count }));
}

function pieceLabel(order: StaffOrder, line: Line, place: Place) {
  const choices = describeChoices(line.options);
  return label(
    order,
    place,
    html`<div class="paper-piece">
      <p class="paper-title">${isolateForeign(line.name)}</p>
      ${choices === '' ? nothing : html`<p>${choices}</p>`}
      ${inscriptionList(withoutPlace(line, place), 1)}
      <p class="paper-allergens">${describeAllergens(line)}</p>
    </div>`,
  );
}

/** The label has one piece, so its texts need no number. */
function withoutPlace({ options }: Line, { number }: Place) {
  return inscriptionsOfPiece(options, number).map((one) => ({ ...one, piece: null }));
}

function bagLabel(order: StaffOrder, lines: readonly Line[], place: Place) {
  const content = html`<ul class="paper-lines">
    ${lines.map(bagLine)}
  </ul>`;
  return label(order, place, content);
}

function bagLine(line: Line) {
  return html`<li>
    <b>${line.quantity} ×</b>
    <div>
      ${isolateForeign(line.name)} ${lineOptions(line)}
      <span class="paper-allergens">${describeAllergens(line)}</span>
    </div>
  </li>`;
}

/** Number, customer, pickup time and sender around the content. */
function label(order: StaffOrder, { number, count }: Place, content: TemplateResult) {
  return html`<article class="paper label">
    <p class="paper-number">
      ${order.order_id}
      ${
        count === 1 ? nothing : html`<span class="paper-bag">${words.labelOf(number, count)}</span>`
      }
    </p>
    <p class="paper-name">${order.customer?.name ?? words.noName}</p>
    ${pickupTime(order)} ${content}
    <p class="paper-small">${sender()}</p>
  </article>`;
}

/** Name and address of the bakery, which food that is sold prepacked must carry. */
function sender(): string {
  const { name, address } = bakery;
  return address === '' ? name : `${name}, ${inOneLine(address)}`;
}
