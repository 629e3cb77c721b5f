import type { Settings } from '../../../shared/contract/settings.ts';
import { element } from '../../components/element.ts';
import { createField, type Field } from '../../components/field.ts';
import { runsPastMidnight } from '../../components/opening-hours.ts';
import { formatWeekday } from '../../components/wording.ts';
import { words } from './words.ts';

type Week = Settings['opening_hours'];
type Span = NonNullable<Week[1]>[number];

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Suggested hours for a closed day. */
const usualHours: Span = { from: '08:00', to: '18:00' };
const noHours: Span = { from: '', to: '' };

/** Edits the opening hours of a week; `fields` are by their path in the settings. */
export function createWeekEditor() {
  const days = weekdays.map((weekday) => createDayEditor(formatWeekday(weekday)));
  return {
    element: element('ul', { className: 'week' }, ...days.map((day) => day.element)),
    show(week: Week) {
      days.forEach((day, index) => day.show(week[weekdays[index] ?? 1] ?? []));
    },
    read(): Week {
      return Object.fromEntries(weekdays.map((weekday, index) => [weekday, days[index]?.read()]));
    },
    fields(): Record<string, Field<HTMLInputElement>> {
      const named = weekdays.flatMap((weekday, day) =>
        (days[day]?.spans() ?? []).flatMap(({ from, to }, span) => {
          const path = `/opening_hours/${weekday}/${span}`;
          return [[`${path}/from`, from] as const, [`${path}/to`, to] as const];
        }),
      );
      return Object.fromEntries(named);
    },
  };
}

function createDayEditor(name: string) {
  let spans: SpanEditor[] = [];
  const closed = element('p', { className: 'quiet', textContent: words.closed });
  const list = element('ul', { className: 'spans' });
  const add = element('button', {
    type: 'button',
    className: 'button soft add-hours',
    textContent: words.addHours,
    ariaLabel: words.addHoursOn(name),
    onclick: () => {
      change([...read(), spans.length === 0 ? usualHours : noHours]);
      spans.at(-1)?.from.control.focus();
    },
  });
  return {
    element: element(
      'li',
      { className: 'day' },
      element('h3', { textContent: name }),
      closed,
      list,
      add,
    ),
    show: change,
    read,
    spans: (): readonly SpanEditor[] => spans,
  };

  function read(): Span[] {
    return spans.map((span) => span.read());
  }

  function change(hours: readonly Span[]) {
    spans = hours.map((span, index) => createSpanEditor(name, index, span, () => remove(index)));
    list.replaceChildren(...spans.map((span) => span.element));
    list.hidden = spans.length === 0;
    closed.hidden = spans.length > 0;
  }

  function remove(index: number) {
    change(read().filter((_, other) => other !== index));
    add.focus();
  }
}

interface SpanEditor {
  readonly element: HTMLElement;
  readonly from: Field<HTMLInputElement>;
  readonly to: Field<HTMLInputElement>;
  read(): Span;
}

function createSpanEditor(
  day: string,
  index: number,
  span: Span,
  onRemove: () => void,
): SpanEditor {
  const from = createField(words.opens(day, index), createTimeInput(span.from));
  // A time field shows the end of a day, 24:00, as 00:00.
  const to = createField(words.closes(day, index), createTimeInput(span.to.replace('24:', '00:')));
  const read = () => ({
    from: from.control.value,
    to: to.control.value === '00:00' ? '24:00' : to.control.value,
  });
  const nextDay = element('span', { className: 'quiet', textContent: words.nextDay });
  const showNextDay = () => {
    const span = read();
    nextDay.hidden = span.from === '' || span.to === '' || !runsPastMidnight(span);
  };
  for (const { control } of [from, to]) control.addEventListener('input', showNextDay);
  showNextDay();
  const remove = element('button', {
    type: 'button',
    className: 'round',
    ariaLabel: words.removeHours(day, index),
    textContent: '✕',
    onclick: onRemove,
  });
  return {
    element: element(
      'li',
      { className: 'span bare' },
      from.element,
      element('span', { ariaHidden: 'true', textContent: '–' }),
      to.element,
      nextDay,
      remove,
    ),
    from,
    to,
    read,
  };
}

function createTimeInput(value: string): HTMLInputElement {
  return element('input', { type: 'time', value });
}
