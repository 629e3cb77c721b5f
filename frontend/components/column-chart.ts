import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { ticksUpTo } from './axis.ts';
import { type EventAt, html, nothing, svg } from './html.ts';

export interface Column {
  /** Short, below the chart: "24 Nov". */
  readonly label: string;
  /** In full, beside its value: "Tuesday, 24 November". */
  readonly name: string;
  readonly value: number;
  /** The value of the same column in the period before. */
  readonly before?: number;
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
  /** Columns from one label to the next; without it, as many labels as have space. */
  readonly labelStep?: number;
  readonly words: {
    /** The label that opens the table, and the heading of its first column. */
    readonly table: string;
    readonly what: string;
    /** The value of the period before: "previous: ₹1,250", and the heading of its column. */
    readonly before: (value: string) => string;
    readonly previous: string;
  };
}

/** More labels would overlap on a phone. */
const maxLabels = 5;

/**
 * A column chart. Each value is available by pointer, by arrow keys and in a table below.
 * @param chosen the index of the selected column; the latest largest one when undefined
 */
export function columnChart(
  chart: ColumnChart,
  chosen: number | undefined,
  onSelect: (index: number) => void,
) {
  const { title, columns, words } = chart;
  const largest = Math.max(...columns.map(({ value }) => value));
  const selected = chosen ?? columns.findLastIndex(({ value }) => value === largest);
  const column = columns[selected];
  const readout = column ? readColumn(column, chart) : '';
  return html`<figure class="chart">
    <figcaption><h3>${title}</h3></figcaption>
    <p class="readout" aria-hidden="true">${readout}</p>
    ${plot(chart, largest, { selected, readout, onSelect })}
    <details>
      <summary>${words.table}</summary>
      ${table(chart)}
    </details>
  </figure>`;
}

/** "Tuesday, 24 November: ₹1,250 · previous: ₹1,100" */
function readColumn({ name, value, before }: Column, { format, words }: ColumnChart): string {
  const now = `${isolateForeign(name)}: ${format(value)}`;
  return before === undefined ? now : `${now} · ${words.before(format(before))}`;
}

interface Selection {
  readonly selected: number;
  readonly readout: string;
  readonly onSelect: (index: number) => void;
}

function plot(
  { title, columns, formatShort, isCount, labelStep }: ColumnChart,
  largest: number,
  { selected, readout, onSelect }: Selection,
) {
  const ticks = ticksUpTo(largest, isCount ? 1 : 0);
  const top = ticks.at(-1) ?? 1;
  const select = (index: number) => onSelect(Math.min(Math.max(index, 0), columns.length - 1));
  const point = ({ clientX, currentTarget }: PointerEvent & EventAt<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    select(Math.floor(((clientX - left) / width) * columns.length));
  };
  const moveWithKeys = (event: KeyboardEvent) => {
    const next = nextColumn(event.key, selected, columns.length);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  };
  return html`<div class="plot-row">
    <div class="y-axis" aria-hidden="true">
      ${ticks.map((tick) => html`<span>${formatShort(tick)}</span>`)}
    </div>
    <div
      class="plot-area"
      role="slider"
      tabindex="0"
      aria-label=${title}
      aria-valuemin="1"
      aria-valuemax=${columns.length}
      aria-valuenow=${selected + 1}
      aria-valuetext=${readout}
      @keydown=${moveWithKeys}
      @pointermove=${point}
      @pointerdown=${point}
    >
      <svg class="plot" aria-hidden="true">
        ${ticks.map((tick) => gridLine(1 - tick / top))}
        ${columns.map(({ value }, index) => bar(index, columns.length, value / top, index === selected))}
      </svg>
    </div>
    <svg class="x-axis" aria-hidden="true">${axisLabels(columns, labelStep)}</svg>
  </div>`;
}

function nextColumn(key: string, selected: number, count: number): number | undefined {
  return {
    ArrowLeft: selected - 1,
    ArrowDown: selected - 1,
    ArrowRight: selected + 1,
    ArrowUp: selected + 1,
    Home: 0,
    End: count - 1,
  }[key];
}

function bar(index: number, count: number, share: number, isSelected: boolean) {
  const width = 100 / count;
  return svg`<rect
    class=${isSelected ? 'bar selected' : 'bar'}
    x="${index * width + width * 0.15}%"
    y="${(1 - share) * 100}%"
    width="${width * 0.7}%"
    height="${share * 100}%"
  />`;
}

function gridLine(height: number) {
  const y = `${height * 100}%`;
  return svg`<line class="grid-line" x1="0" x2="100%" y1=${y} y2=${y} />`;
}

function axisLabels(columns: readonly Column[], wanted?: number) {
  const { length } = columns;
  const step = wanted ?? Math.ceil(length / maxLabels);
  return columns.map(({ label }, index) =>
    index % step === 0
      ? svg`<text x="${((index + 0.5) / length) * 100}%" y="16" text-anchor="middle">${label}</text>`
      : nothing,
  );
}

function table({ title, columns, format, words }: ColumnChart) {
  const isCompared = columns.some(({ before }) => before !== undefined);
  return html`<table class="figures">
    <thead>
      <tr>
        <th scope="col">${words.what}</th>
        <th scope="col">${title}</th>
        ${isCompared ? html`<th scope="col">${words.previous}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${columns.map(
        ({ name, value, before }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${format(value)}</td>
            ${isCompared ? html`<td>${before === undefined ? nothing : format(before)}</td>` : nothing}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
