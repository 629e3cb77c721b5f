import { html } from './html.ts';

export interface Ranked {
  readonly name: string;
  /** The value that the bar shows. */
  readonly value: number;
  /** Texts of the columns after the name. */
  readonly cells: readonly string[];
}

/** A table sorted by value, largest first, with a bar below each name. */
export function ranking(label: string, columns: readonly string[], rows: readonly Ranked[]) {
  const largest = Math.max(...rows.map(({ value }) => value));
  return html`<table class="figures ranking" aria-label=${label}>
    <thead>
      <tr>
        ${columns.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => rankedRow(row, largest))}
    </tbody>
  </table>`;
}

function rankedRow({ name, value, cells }: Ranked, largest: number) {
  const share = largest === 0 ? 0 : value / largest;
  return html`<tr>
    <th scope="row">
      ${name}
      <svg class="rank" aria-hidden="true">
        <rect class="bar" width="${share * 100}%" height="100%" rx="3"></rect>
      </svg>
    </th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
