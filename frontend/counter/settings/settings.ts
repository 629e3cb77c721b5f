import type { Settings } from '../../../shared/contract/settings.ts';
import { bakery, forgetBakery } from '../../components/bakery.ts';
import { sendForm, submitTo, typeInto } from '../../components/form.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, partOf, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView, ViewContext } from '../view.ts';
import { putChange } from './ask-affected.ts';
import { closuresPanel, type ClosuresState, createClosureActions, noClosures } from './closures.ts';
import { mergeChanges } from './merge-changes.ts';
import {
  fieldNames,
  newSettingsForm,
  readSettings,
  type SettingsForm,
  settingsPanels,
} from './settings-form.ts';
import type { Week } from './week-editor.ts';
import { words } from './words.ts';

/** The view's argument in the address after a save that reloads the page. */
const saved = 'saved';

interface SettingsState {
  readonly form: SettingsForm;
  readonly closures: ClosuresState;
}

/** Settings and closed days. */
export const open: OpenView = async (context) => {
  const { element: place, argument } = context;
  render(pageView(null), place);
  const answer = await askAsStaff('GET /staff/settings');
  if (answer.kind !== 'accepted') {
    render(pageView({ title: words.outOfReach, text: explainFailure(answer) }), place);
    return;
  }
  showSettings(answer.body, context);
  if (argument === saved) {
    history.replaceState(null, '', '#/settings');
    showToast(words.saved);
  }
};

function showSettings(settings: Settings, { element: place, askBeforeLeaving }: ViewContext) {
  const store = createStore<SettingsState>({
    form: newSettingsForm(settings),
    closures: noClosures(),
  });
  const form = partOf<SettingsState, SettingsForm>(
    store,
    (state) => state.form,
    (changed) => ({ form: changed }),
  );
  const closures = partOf<SettingsState, ClosuresState>(
    store,
    (state) => state.closures,
    (changed) => ({ closures: changed }),
  );
  const actions = createActions(form, place);
  const closureActions = createClosureActions(closures, place);
  store.subscribe((state) => {
    const panels = html`<div class="settings">
      ${isManager() ? settingsForm(state.form, actions) : readOnly(state.form, actions)}
      ${closuresPanel(state.closures, isManager(), closureActions)}
    </div>`;
    render(pageView(null, panels), place);
  });
  void closureActions.refresh();
  if (isManager()) askBeforeLeaving(() => isChanged(form.state));
}

function isManager(): boolean {
  return getSession().role === 'manager';
}

function isChanged(form: SettingsForm): boolean {
  return (
    JSON.stringify(readSettings(form)) !== JSON.stringify(readSettings(newSettingsForm(form.saved)))
  );
}

function pageView(notice: Notice | null, content: TemplateResult | typeof nothing = nothing) {
  return html`<h1>${words.title}</h1>
    <p class="lead">${isManager() ? words.lead : words.readOnly}</p>
    ${noticeBox(notice)} ${content}`;
}

type Actions = ReturnType<typeof createActions>;

function settingsForm(form: SettingsForm, actions: Actions) {
  return html`<form class="stack" novalidate @submit=${submitTo(actions.save)}>
    ${settingsPanels(form, actions)} ${noticeBox(form.notice)}
    <div class="save-bar">
      <button type="submit" class="button" aria-disabled=${form.isSending || nothing}>
        ${words.save}
      </button>
    </div>
  </form>`;
}

function readOnly(form: SettingsForm, actions: Actions) {
  return html`<fieldset class="stack" disabled>${settingsPanels(form, actions)}</fieldset>`;
}

function createActions(store: Store<SettingsForm>, place: HTMLElement) {
  return {
    type: typeInto(store),
    setHours: (weekday: keyof Week, spans: NonNullable<Week[1]>) =>
      store.change({ week: { ...store.state.week, [weekday]: spans } }),
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
