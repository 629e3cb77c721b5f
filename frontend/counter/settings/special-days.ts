import type { ListSpecialDaysResponse } from '../../../shared/contract/settings.ts';
import { weekdayOf } from '../../../shared/domain/calendar.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import { newForm, sendForm, typeInto, withoutFaults } from '../../components/form.ts';
import { html, live, nothing, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { describeSpecialDay } from '../../components/special-days.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import {
  addDays,
  formatDay,
  formatDistance,
  formatSpans,
  formatWeekday,
} from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { describeFailure } from '../describe-failure.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { putChange } from './ask-affected.ts';
import { focusDay, monthCalendar, type ShownDay } from './month-calendar.ts';
import { section } from './settings-form.ts';
import { addHoursButton, namesOfSpans, type Span, spansEditor } from './spans-editor.ts';
import type { Week } from './week-editor.ts';
import { words } from './words.ts';

type SpecialDay = ListSpecialDaysResponse[number];
type Kind = keyof typeof words.kinds;

/** The special days, and the day that is being edited. */
export type SpecialDaysState = Readonly<ReturnType<typeof newSpecialDays>>;
export type SpecialDayActions = ReturnType<typeof createSpecialDayActions>;

/** The id of the editor's form, outside of the settings, because forms cannot be nested. */
export const specialDayForm = 'special-day';

/** The API refuses days that are further ahead. */
const reach = 730;
const suggestedHours: Span = { from: '08:00', to: '12:00' };

export function newSpecialDays() {
  return {
    ...newForm({ '/message': '' }),
    /** From today on; null until loaded. */
    days: null as readonly SpecialDay[] | null,
    /** The day that Tab reaches in the calendar. */
    at: businessDay(),
    chosen: null as string | null,
    kind: 'closed' as Kind,
    hours: [] as readonly Span[],
    listNotice: null as Notice | null,
  };
}

/** Closed days and days with other hours, each with a text for customers. */
export function specialDaysSection(
  state: SpecialDaysState,
  week: Week,
  actions: SpecialDayActions,
) {
  const { days, at, chosen } = state;
  const calendar = { at, chosen, first: businessDay(), last: addDays(businessDay(), reach) };
  const show = (date: string) => showDay(date, days ?? [], week);
  return section(
    words.specialDays,
    html`<p class="quiet">${words.specialDaysLead}</p>
      ${monthCalendar(calendar, show, { move: actions.move, choose: (date) => actions.choose(date, week) })}
      ${chosen === null ? nothing : dayEditor(chosen, state, week, actions)}
      ${specialDayList(state, { ...actions, week })}`,
  );
}

function showDay(date: string, days: readonly SpecialDay[], week: Week): ShownDay {
  const special = days.find((day) => day.date === date);
  if (special) {
    const label = words.calendarDay(formatDay(date), describeSpecialDay(special));
    return { kind: special.hours.length === 0 ? 'closed' : 'changed', label };
  }
  const usual = usualHoursOf(date, week);
  return {
    kind: usual.length === 0 ? 'day-off' : 'usual',
    label: words.calendarDay(formatDay(date), describeHours(usual)),
  };
}

function usualHoursOf(date: string, week: Week): readonly Span[] {
  return week[weekdayOf(date) as keyof Week] ?? [];
}

function describeHours(spans: readonly Span[]): string {
  return spans.length === 0 ? words.closed : formatSpans(spans);
}

interface ListActions extends SpecialDayActions {
  readonly week: Week;
}

/** @param actions undefined for staff who cannot change the days */
export function specialDayList({ days, listNotice }: SpecialDaysState, actions?: ListActions) {
  return html`<p class="quiet" ?hidden=${days?.length !== 0}>${words.noSpecialDays}</p>
    <ul class="special-days">
      ${repeat(
        days ?? [],
        ({ date }) => date,
        (day) => dayRow(day, actions),
      )}
    </ul>
    ${noticeBox(listNotice)}`;
}

function dayRow(special: SpecialDay, actions: ListActions | undefined) {
  const { date, orders } = special;
  const day = formatDay(date);
  return html`<li>
    <div>
      <h3>${day} <span class="quiet">${formatDistance(date, businessDay())}</span></h3>
      <p>${describeSpecialDay(special)}</p>
      ${orders === 0 ? nothing : affectedLink(date, orders)}
    </div>
    ${
      actions
        ? html`<div class="buttons">
            ${button('button soft', words.change, () => actions.choose(date, actions.week), {
              label: words.changeDay(day),
            })}
            ${button('button soft', words.usualHours, () => actions.remove(special), {
              label: words.usualHoursOn(day),
            })}
          </div>`
        : nothing
    }
  </li>`;
}

function affectedLink(date: string, orders: number) {
  return html`<p class="affected">
    <a href="#/orders?day=${date}">${words.affected(orders)}</a>
  </p>`;
}

function dayEditor(
  date: string,
  state: SpecialDaysState,
  week: Week,
  { type, setKind, setHours, close }: SpecialDayActions,
) {
  const { kind, hours, faults } = state;
  const { input } = fieldsOf(state, type);
  const form = specialDayForm;
  const day = { name: formatWeekday(weekdayOf(date)), path: '/hours', form };
  const choice = (of: Kind) =>
    html`<label class="chip">
      <input
        type="radio"
        name="kind-of-day"
        form=${form}
        .checked=${live(kind === of)}
        @change=${() => setKind(of)}
      />${words.kinds[of]}
    </label>`;
  return html`<div class="inset stack special-day day-editor">
    <h3>${formatDay(date)} <span class="quiet">${formatDistance(date, businessDay())}</span></h3>
    <p class="quiet">${words.usually(describeHours(usualHoursOf(date, week)))}</p>
    <div class="chips wrap" role="radiogroup" aria-label=${words.kindOfDay}>
      ${choice('closed')} ${choice('hours')}
    </div>
    ${
      kind === 'closed'
        ? nothing
        : html`<div class="day">
            ${spansEditor(day, hours, faults, setHours)}
            <p id="/hours-fault" class="fault" ?hidden=${!faults['/hours']}>${faults['/hours']}</p>
            ${addHoursButton(day, hours, { from: '', to: '' }, setHours)}
          </div>`
    }
    ${input('/message', words.message, { placeholder: words.messageExample, form })}
    ${noticeBox(state.notice)}
    <div class="buttons">
      ${button('button soft', words.cancel, close)}
      <button class="button soft" form=${form} aria-disabled=${state.isSending || nothing}>
        ${words.saveDay}
      </button>
    </div>
  </div>`;
}

/** @param place contains the calendar and the editor */
export function createSpecialDayActions(store: Store<SpecialDaysState>, place: Element) {
  return {
    refresh: () => refresh(store),
    type: typeInto(store),
    move: (at: string) => store.change({ at }),
    choose: (date: string, week: Week) => {
      choose(store, date, week);
      place.querySelector('.day-editor')?.scrollIntoView({ block: 'nearest' });
    },
    setKind: (kind: Kind) => store.change({ kind, faults: {} }),
    setHours: (hours: readonly Span[]) =>
      store.change({ hours, faults: withoutFaults(store.state.faults, '/hours') }),
    close: () => closeEditor(store, place),
    save: () =>
      sendForm(store, place.querySelector('.day-editor') ?? place, () => saveDay(store, place)),
    remove: (special: SpecialDay) => void removeDay(store, special),
  };
}

async function refresh(store: Store<SpecialDaysState>) {
  const answer = await askAsStaff('GET /staff/special-days');
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: { title: words.outOfReach, text: explainFailure(answer) } });
    return;
  }
  const days = answer.body.filter(({ date }) => date >= businessDay());
  store.change({ days, listNotice: null });
}

/** Opens the editor: with the special day, or with a closed day, or with hours for a weekday that is closed. */
function choose(store: Store<SpecialDaysState>, date: string, week: Week) {
  const special = store.state.days?.find((day) => day.date === date);
  const usual = usualHoursOf(date, week);
  const isOpen = special ? special.hours.length > 0 : usual.length === 0;
  const [first = suggestedHours] = usual;
  store.change({
    at: date,
    chosen: date,
    kind: isOpen ? 'hours' : 'closed',
    hours: special && isOpen ? special.hours : [first],
    values: { '/message': special?.message ?? '' },
    faults: {},
    notice: null,
  });
}

function closeEditor(store: Store<SpecialDaysState>, place: Element) {
  const { at } = store.state;
  store.change({ chosen: null });
  focusDay(place, at);
}

/** @returns what the form shows afterwards */
async function saveDay(
  store: Store<SpecialDaysState>,
  place: Element,
): Promise<Partial<SpecialDaysState>> {
  const { chosen, kind, hours, values } = store.state;
  if (chosen === null) return {};
  if (kind === 'hours' && hours.length === 0) return { faults: { '/hours': words.hoursMissing } };
  const day = {
    date: chosen,
    message: values['/message'],
    hours: kind === 'closed' ? [] : hours,
  };
  const answer = await putDay(day);
  if (!answer) return {};
  if (answer.kind !== 'accepted') {
    const names = ['/message', ...namesOfSpans('/hours', hours)];
    return describeFailure(answer, names, words.specialDayRefusals);
  }
  showToast(words.calendarDay(formatDay(chosen), describeSpecialDay(day)));
  await refresh(store);
  closeEditor(store, place);
  return {};
}

async function removeDay(store: Store<SpecialDaysState>, special: SpecialDay) {
  const { date } = special;
  const answer = await putChange((confirmed) =>
    askAsStaff('DELETE /staff/special-days/{date}', { params: { date }, query: confirmed }),
  );
  if (!answer) return;
  if (answer.kind !== 'accepted') {
    store.change({ listNotice: describeFailure(answer).notice });
    return;
  }
  showToast(words.dayRemoved(formatDay(date)), {
    label: words.undo,
    run: () => void putBack(store, special),
  });
  await refresh(store);
}

async function putBack(store: Store<SpecialDaysState>, special: SpecialDay) {
  const answer = await putDay(special);
  if (!answer) return;
  if (answer.kind === 'accepted') await refresh(store);
  else store.change({ listNotice: describeFailure(answer).notice });
}

function putDay({
  date,
  message,
  hours,
}: {
  readonly date: string;
  readonly message: string;
  readonly hours: readonly Span[];
}) {
  return putChange((confirmed) =>
    askAsStaff('PUT /staff/special-days/{date}', {
      params: { date },
      body: { message, hours: [...hours], ...confirmed },
    }),
  );
}
