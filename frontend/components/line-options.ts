import {
  describeChoices,
  type Inscription,
  inscriptionsOf,
  type LineOption,
} from '../../shared/domain/line-options.ts';
import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { html, nothing } from './html.ts';

interface Line {
  readonly quantity: number;
  readonly options: readonly LineOption[];
}

/** The choices of a line, and what the customer wrote. */
export function lineOptions({ options, quantity }: Line) {
  const choices = describeChoices(options);
  return html`${choices === '' ? nothing : html`<span class="line-choices">${choices}</span>`}
  ${inscriptionList(inscriptionsOf(options), quantity)}`;
}

/** Texts of customers, verbatim. @param pieces that have a text without a number */
export function inscriptionList(inscriptions: readonly Inscription[], pieces: number) {
  if (inscriptions.length === 0) return nothing;
  const groups = new Set(inscriptions.map(({ group }) => group));
  const before = ({ group, piece }: Inscription) =>
    [
      ...(groups.size > 1 ? [`${isolateForeign(group)}:`] : []),
      ...(piece !== null ? [`${piece}.`] : pieces > 1 ? [`${pieces}\u00a0×`] : []),
    ].join(' ');
  return html`<ul class="inscriptions">
    ${inscriptions.map(
      (one) => html`<li><span>${before(one)}</span> <q dir="auto">${one.text}</q></li>`,
    )}
  </ul>`;
}
