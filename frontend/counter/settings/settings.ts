import type { Settings } from '../../../shared/contract/settings.ts';
import { bakery, forgetBakery } from '../../components/bakery.ts';
import { element } from '../../components/element.ts';
import { createForm } from '../../components/form.ts';
import { createNotice } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { showFailure } from '../show-failure.ts';
import { askAsStaff, getSession } from '../staff-api.ts';
import type { OpenView, ViewContext } from '../view.ts';
import { putChange } from './ask-affected.ts';
import { createClosures } from './closures.ts';
import { mergeChanges } from './merge-changes.ts';
import { createSettingsFields } from './settings-form.ts';
import { words } from './words.ts';

/** The view's argument in the address after a save that reloads the page. */
const saved = 'saved';

/** Settings and closed days. */
export const open: OpenView = async ({ element: place, argument, askBeforeLeaving }) => {
  const mayChange = getSession().role === 'manager';
  const notice = createNotice();
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: mayChange ? words.lead : words.readOnly }),
    notice.element,
  );
  const answer = await askAsStaff('GET /staff/settings');
  if (answer.kind !== 'accepted') {
    notice.show(words.outOfReach, explainFailure(answer));
    return;
  }
  place.append(
    element(
      'div',
      { className: 'settings' },
      createSettings(answer.body, mayChange, askBeforeLeaving),
      createClosures(mayChange),
    ),
  );
  if (argument === saved) {
    history.replaceState(null, '', '#/settings');
    showToast(words.saved);
  }
};

function createSettings(
  settings: Settings,
  mayChange: boolean,
  askBeforeLeaving: ViewContext['askBeforeLeaving'],
): HTMLElement {
  const notice = createNotice();
  const fields = createSettingsFields();
  let shown = show(settings);
  if (!mayChange) {
    return element('fieldset', { className: 'stack', disabled: true }, ...fields.elements);
  }
  askBeforeLeaving(() => JSON.stringify(fields.read()) !== JSON.stringify(shown));
  return createForm(
    'stack',
    save,
    ...fields.elements,
    notice.element,
    element(
      'div',
      { className: 'save-bar' },
      element('button', { type: 'submit', className: 'button', textContent: words.save }),
    ),
  );

  /** @returns the form's settings, to detect later changes */
  function show(newest: Settings): Settings {
    fields.show(newest);
    return fields.read();
  }

  async function save() {
    notice.hide();
    const change = fields.read();
    const answer = await putChange((confirmed) =>
      askAsStaff('PUT /staff/settings', { body: { ...change, ...confirmed } }),
    );
    if (!answer) return;
    if (answer.kind === 'accepted') {
      for (const field of Object.values(fields.fields())) field.showFault('');
      shown = show(answer.body);
      if (changesThePage(answer.body)) reloadPage();
      else showToast(words.saved);
    } else if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
      await mergeNewest();
    } else {
      showFailure(answer, notice, fields.fields(), words.refusals);
    }
  }

  async function mergeNewest() {
    const mine = fields.read();
    const answer = await askAsStaff('GET /staff/settings');
    if (answer.kind !== 'accepted') {
      notice.show(words.stale, words.staleUnknown);
      return;
    }
    const before = shown;
    shown = show(answer.body);
    fields.show(mergeChanges(before, mine, shown));
    notice.show(words.stale, words.staleText);
  }
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
