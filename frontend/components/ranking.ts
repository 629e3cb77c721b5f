import { element } from './element.ts';
import { createSvg } from './svg.ts';

export interface Ranked {
  readonly name: string;
  /** The value that the bar shows. */
  readonly value: number;
  /** Texts of the columns after the name. */
  readonly cells: readonly string[];
}

/** A table sorted by value, largest first, with a bar below each name. */
export function createRanking(
  label: string,
  columns: readonly string[],
  rows: readonly Ranked[],
): HTMLElement {
  const largest = Math.max(...rows.map(({ value }) => value));
  return element(
    'table',
    { className: 'figures ranking', ariaLabel: label },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...columns.map((name) => element('th', { scope: 'col', textContent: name })),
      ),
    ),
    element('tbody', {}, ...rows.map((row) => createRow(row, largest))),
  );
}

function createRow({ name, value, cells }: Ranked, largest: number): HTMLElement {
  const width = largest === 0 ? 0 : (value / largest) * 100;
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      name,
      createSvg(
        'svg',
        { class: 'rank', 'aria-hidden': 'true' },
        createSvg('rect', { class: 'bar', width: `${width}%`, height: '100%', rx: 3 }),
      ),
    ),
    ...cells.map((textContent) => element('td', { textContent })),
  );
}
