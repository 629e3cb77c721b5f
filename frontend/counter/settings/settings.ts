import type { Settings } from '../../../shared/contract/settings.ts';
import { bakery, forgetBakery } from '../../components/bakery.ts';
import { sendForm, submitTo, typeInto, withoutFaults } from '../../components/form.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, partOf, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView, ViewContext } from '../view.ts';
import { putChange } from './ask-affected.ts';
import {
  createSpecialDayActions,
  newSpecialDays,
  type SpecialDayActions,
  specialDayForm,
  specialDayList,
  specialDaysSection,
  type SpecialDaysState,
} from './special-days.ts';
import { createLogoActions, type LogoActions, logoField, type LogoState, newLogo } from './logo.ts';
import { mergeChanges } from './merge-changes.ts';
import { clearSaveRow, formId, showSaveRow } from './save-row.ts';
import { contactFacts, hoursFacts, otherFacts } from './settings-facts.ts';
import {
  contactFields,
  fieldNames,
  hoursFields,
  isChanged,
  legalFields,
  newSettingsForm,
  orderFields,
  readSettings,
  regionalFields,
  section,
  type SettingsForm,
} from './settings-form.ts';
import type { Week } from './week-editor.ts';
import { words } from './words.ts';

/** The view's argument in the address after a save that reloads the page. */
const saved = 'saved';

interface SettingsState {
  readonly form: SettingsForm;
  readonly logo: LogoState;
  readonly specialDays: SpecialDaysState;
}

/** Settings and special days. */
export const open: OpenView = async (context) => {
  const { element: place, argument } = context;
  render(pageView(null), place);
  const answer = await askAsStaff('GET /staff/settings');
  if (answer.kind !== 'accepted') {
    render(pageView({ title: words.outOfReach, text: explainFailure(answer) }), place);
    return;
  }
  if (context.signal.aborted) return;
  showSettings(answer.body, context);
  if (argument === saved) {
    history.replaceState(null, '', '#/settings');
    showToast(words.saved);
  }
};

function showSettings(settings: Settings, context: ViewContext) {
  const { element: place, askBeforeLeaving, signal } = context;
  const store = createStore<SettingsState>({
    form: newSettingsForm(settings),
    logo: newLogo(),
    specialDays: newSpecialDays(),
  });
  const form = partOf<SettingsState, SettingsForm>(
    store,
    (state) => state.form,
    (changed) => ({ form: changed }),
  );
  const logo = partOf<SettingsState, LogoState>(
    store,
    (state) => state.logo,
    (changed) => ({ logo: changed }),
  );
  const specialDays = partOf<SettingsState, SpecialDaysState>(
    store,
    (state) => state.specialDays,
    (changed) => ({ specialDays: changed }),
  );
  const actions = {
    form: createActions(form, place),
    logo: createLogoActions(logo),
    specialDays: createSpecialDayActions(specialDays, place),
  };
  store.subscribe((state) => {
    const content = isManager() ? settingsForm(state, actions) : readOnly(state);
    render(pageView(null, content), place);
    if (isManager() && !signal.aborted) showSaveRow(state.form, actions.form.discard);
  });
  void actions.logo.refresh();
  void actions.specialDays.refresh();
  signal.addEventListener('abort', clearSaveRow);
  if (isManager()) askBeforeLeaving(() => isChanged(form.state));
}

function isManager(): boolean {
  return getSession().role === 'manager';
}

function pageView(notice: Notice | null, content: TemplateResult | typeof nothing = nothing) {
  return html`<h1>${words.title}</h1>
    <p class="lead">${isManager() ? words.lead : words.readOnly}</p>
    ${noticeBox(notice)} ${content}`;
}

interface Actions {
  readonly form: ReturnType<typeof createActions>;
  readonly logo: LogoActions;
  readonly specialDays: SpecialDayActions;
}

/** The special days stand beside the opening hours, but belong to a form of their own. */
function settingsForm({ form, logo, specialDays }: SettingsState, actions: Actions) {
  const contact = html`${contactFields(form, actions.form)} ${logoField(logo, actions.logo)}`;
  return html`<form id=${formId} class="settings" novalidate @submit=${submitTo(actions.form.save)}>
      ${section(words.bakery, contact)} ${section(words.hours, hoursFields(form, actions.form))}
      ${specialDaysSection(specialDays, form.saved.opening_hours, actions.specialDays)}
      ${section(words.orders, orderFields(form, actions.form))}
      ${section(words.regional, regionalFields(form, actions.form))}
      ${section(words.legal, legalFields(form, actions.form))}
    </form>
    <form id=${specialDayForm} novalidate @submit=${submitTo(actions.specialDays.save)}></form>`;
}

function readOnly({ form: { saved: settings }, logo: { logo }, specialDays }: SettingsState) {
  return html`<div class="settings">
    ${contactFacts(settings, logo)} ${hoursFacts(settings)}
    ${section(words.specialDays, specialDayList(specialDays))} ${otherFacts(settings)}
  </div>`;
}

function createActions(store: Store<SettingsForm>, place: HTMLElement) {
  return {
    type: typeInto(store),
    setHours: (weekday: keyof Week, spans: NonNullable<Week[1]>) =>
      store.change({
        week: { ...store.state.week, [weekday]: spans },
        faults: withoutFaults(store.state.faults, `/opening_hours/${weekday}`),
      }),
    discard: () => store.change(newSettingsForm(store.state.saved)),
    save: () => sendForm(store, place, () => save(store)),
  };
}

/** @returns what the form shows afterwards */
async function save(store: Store<SettingsForm>): Promise<Partial<SettingsForm>> {
  const change = readSettings(store.state);
  const answer = await putChange((confirmed) =>
    askAsStaff('PUT /staff/settings', { body: { ...change, ...confirmed } }),
  );
  if (!answer) return {};
  if (answer.kind === 'accepted') {
    if (changesThePage(answer.body)) reloadPage();
    else showToast(words.saved);
    return newSettingsForm(answer.body);
  }
  if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
    return mergeNewest(store);
  }
  return describeFailure(answer, fieldNames(store.state), words.refusals);
}

async function mergeNewest(store: Store<SettingsForm>): Promise<Partial<SettingsForm>> {
  const answer = await askAsStaff('GET /staff/settings');
  if (answer.kind !== 'accepted') {
    return { notice: { title: words.stale, text: words.staleUnknown } };
  }
  const before = readSettings(newSettingsForm(store.state.saved));
  const mine = readSettings(store.state);
  const { values, week } = newSettingsForm(mergeChanges(before, mine, answer.body));
  const notice = { title: words.stale, text: words.staleText };
  return { values, week, saved: answer.body, notice };
}

/** These settings are read once per page, so a change needs a reload. */
function changesThePage(settings: Settings): boolean {
  return (
    settings.bakery_name !== bakery.name ||
    settings.locale !== bakery.locale ||
    settings.currency !== bakery.currency ||
    settings.time_zone !== bakery.time_zone
  );
}

function reloadPage() {
  history.replaceState(null, '', `#/settings/${saved}`);
  forgetBakery();
  location.reload();
}
