import { html, render } from '../components/html.ts';
import { noticeBox } from '../components/notice.ts';
import { readEntry, writeEntry } from './address.ts';
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
  const notice = { title: words.viewFailed, text: words.viewFailedText };
  const reload = () => location.reload();
  const view = html`${noticeBox(notice)}
    <button type="button" class="button" @click=${reload}>${words.reload}</button>`;
  render(view, place);
};

/** The mark is in the history entry, which survives a reload and needs no storage. */
function wasReloaded(): boolean {
  return readEntry().wasReloaded === true;
}

function markAsReloaded(value: boolean) {
  if (wasReloaded() !== value) writeEntry({ wasReloaded: value });
}
