import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { ticksUpTo } from './axis.ts';
import { element } from './element.ts';
import { createSvg } from './svg.ts';

export interface Column {
  /** Short, below the chart: "24 Nov". */
  readonly label: string;
  /** In full, beside its value: "Tuesday, 24 November". */
  readonly name: string;
  readonly value: number;
}

export interface ColumnChart {
  readonly title: string;
  readonly columns: readonly Column[];
  /** A value in full: "₹1,250". */
  readonly format: (value: number) => string;
  /** A short value for the axis: "₹1K". */
  readonly formatShort: (value: number) => string;
  /** True for counts, which have no halves. */
  readonly isCount: boolean;
  /** The label that opens the table, and the heading of its first column. */
  readonly words: { readonly table: string; readonly what: string };
}

/** More labels would overlap on a phone. */
const maxLabels = 5;

/**
 * A column chart. Each value is available by pointer, by arrow keys and in a table below.
 */
export function createColumnChart(chart: ColumnChart): HTMLElement {
  const { title, columns, words } = chart;
  return element(
    'figure',
    { className: 'chart' },
    element('figcaption', {}, element('h3', { textContent: title })),
    ...createPlot(chart),
    element(
      'details',
      {},
      element('summary', { textContent: words.table }),
      createTable(words.what, title, columns, chart.format),
    ),
  );
}

function createPlot({ title, columns, format, formatShort, isCount }: ColumnChart): HTMLElement[] {
  const largest = Math.max(...columns.map(({ value }) => value));
  const ticks = ticksUpTo(largest, isCount ? 1 : 0);
  const top = ticks.at(-1) ?? 1;
  const bars = columns.map(({ value }, index) => createBar(index, columns.length, value / top));
  const readout = element('p', { className: 'readout', ariaHidden: 'true' });
  const area = element(
    'div',
    { className: 'plot-area', role: 'slider', tabIndex: 0, ariaLabel: title },
    createSvg(
      'svg',
      { class: 'plot', 'aria-hidden': 'true' },
      ...ticks.map((tick) => createLine(1 - tick / top)),
      ...bars,
    ),
  );
  area.ariaValueMin = '1';
  area.ariaValueMax = String(columns.length);
  area.addEventListener('keydown', moveWithKeys);
  area.addEventListener('pointermove', ({ clientX }) => select(columnAt(clientX)));
  area.addEventListener('pointerdown', ({ clientX }) => select(columnAt(clientX)));
  let selected = 0;
  select(columns.findLastIndex(({ value }) => value === largest));
  return [
    readout,
    element(
      'div',
      { className: 'plot-row' },
      element(
        'div',
        { className: 'y-axis', ariaHidden: 'true' },
        ...ticks.map((tick) => element('span', { textContent: formatShort(tick) })),
      ),
      area,
      createLabels(columns),
    ),
  ];

  function select(index: number) {
    bars[selected]?.classList.remove('selected');
    selected = Math.min(Math.max(index, 0), columns.length - 1);
    bars[selected]?.classList.add('selected');
    const column = columns[selected];
    const text = column ? `${isolateForeign(column.name)}: ${format(column.value)}` : '';
    readout.textContent = text;
    area.ariaValueNow = String(selected + 1);
    area.ariaValueText = text;
  }

  function columnAt(clientX: number): number {
    const { left, width } = area.getBoundingClientRect();
    return Math.floor(((clientX - left) / width) * columns.length);
  }

  function moveWithKeys(event: KeyboardEvent) {
    const next = {
      ArrowLeft: selected - 1,
      ArrowDown: selected - 1,
      ArrowRight: selected + 1,
      ArrowUp: selected + 1,
      Home: 0,
      End: columns.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  }
}

function createBar(index: number, count: number, share: number): SVGRectElement {
  const width = 100 / count;
  return createSvg('rect', {
    class: 'bar',
    x: `${index * width + width * 0.15}%`,
    y: `${(1 - share) * 100}%`,
    width: `${width * 0.7}%`,
    height: `${share * 100}%`,
  });
}

function createLine(height: number): SVGLineElement {
  const y = `${height * 100}%`;
  return createSvg('line', { class: 'grid-line', x1: '0', x2: '100%', y1: y, y2: y });
}

function createLabels(columns: readonly Column[]): SVGElement {
  const every = Math.ceil(columns.length / maxLabels);
  const texts = columns.flatMap(({ label }, index) => {
    if (index % every !== 0) return [];
    const x = `${((index + 0.5) / columns.length) * 100}%`;
    return [createSvg('text', { x, y: 16, 'text-anchor': 'middle' }, label)];
  });
  return createSvg('svg', { class: 'x-axis', 'aria-hidden': 'true' }, ...texts);
}

function createTable(
  what: string,
  title: string,
  columns: readonly Column[],
  format: ColumnChart['format'],
): HTMLElement {
  return element(
    'table',
    { className: 'figures' },
    element('thead', {}, createHeader(what, title)),
    element(
      'tbody',
      {},
      ...columns.map(({ name, value }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row', textContent: name }),
          element('td', { textContent: format(value) }),
        ),
      ),
    ),
  );
}

function createHeader(...names: readonly string[]): HTMLElement {
  return element(
    'tr',
    {},
    ...names.map((name) => element('th', { scope: 'col', textContent: name })),
  );
}
