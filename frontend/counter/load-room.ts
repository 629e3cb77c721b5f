import { element } from '../components/element.ts';
import { createNotice } from '../components/notice.ts';
import type { Room } from './rooms.ts';
import { findSession } from './staff-api.ts';
import type { OpenView } from './view.ts';
import { words } from './words.ts';

/**
 * The view of a room. When a newer version was put up meanwhile, this page's parts are gone, and the
 * page is opened anew: once, and only where there is a server. Otherwise the view says what is wrong.
 */
export async function loadRoom(room: Room): Promise<OpenView> {
  const { hash } = location;
  try {
    const { open } = await room.load();
    // The note of a room that was gone to meanwhile is not this one's.
    if (location.hash === hash) noteOpenedAnew(false);
    return open;
  } catch {
    const isServerThere = (await findSession()).kind !== 'unanswered';
    if (!isServerThere || wasOpenedAnew()) return sayGone;
    noteOpenedAnew(true);
    location.reload();
    return sayGone;
  }
}

const sayGone: OpenView = ({ element: place }) => {
  const notice = createNotice();
  notice.show(words.roomGone, words.roomGoneText);
  place.append(
    notice.element,
    element('button', {
      type: 'button',
      className: 'button',
      textContent: words.openAnew,
      onclick: () => location.reload(),
    }),
  );
};

/** The history's entry outlives a reload, and needs no storage. */
function wasOpenedAnew(): boolean {
  return (history.state as { openedAnew?: boolean } | null)?.openedAnew === true;
}

function noteOpenedAnew(openedAnew: boolean) {
  if (wasOpenedAnew() !== openedAnew) history.replaceState({ openedAnew }, '');
}
