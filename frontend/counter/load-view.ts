import { element } from '../components/element.ts';
import { createNotice } from '../components/notice.ts';
import { findSession } from './staff-api.ts';
import type { OpenView } from './view.ts';
import type { CounterView } from './views.ts';
import { words } from './words.ts';

/**
 * Loads the code of a view. An update removes the old page's files, so a failed load reloads the
 * page once, if the server answers. Otherwise the view shows an error.
 */
export async function loadView(view: CounterView): Promise<OpenView> {
  const { hash } = location;
  try {
    const { open } = await view.load();
    // The mark belongs to the address that was open when the load began.
    if (location.hash === hash) markAsReloaded(false);
    return open;
  } catch {
    const isServerThere = (await findSession()).kind !== 'unanswered';
    if (!isServerThere || wasReloaded()) return showLoadError;
    markAsReloaded(true);
    location.reload();
    return showLoadError;
  }
}

const showLoadError: OpenView = ({ element: place }) => {
  const notice = createNotice();
  notice.show(words.viewFailed, words.viewFailedText);
  place.append(
    notice.element,
    element('button', {
      type: 'button',
      className: 'button',
      textContent: words.reload,
      onclick: () => location.reload(),
    }),
  );
};

/** The mark is in the history entry, which survives a reload and needs no storage. */
function wasReloaded(): boolean {
  return (history.state as { wasReloaded?: boolean } | null)?.wasReloaded === true;
}

function markAsReloaded(value: boolean) {
  if (wasReloaded() !== value) history.replaceState({ wasReloaded: value }, '');
}
