import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { bakery } from '../../components/bakery.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { getElement } from '../../components/get-element.ts';
import type { Store } from '../../components/store.ts';
import { readAddress, readEntry, replaceAddress, writeEntry } from '../address.ts';
import { focusTitle } from '../focus-title.ts';
import { loadView } from '../load-view.ts';
import type { OpenView } from '../view.ts';
import { type CounterView, findView, startAddressOf } from '../views.ts';
import { words } from '../words.ts';
import { followScroll, restoreScroll } from './scroll.ts';
import { mayOpen, type Shell } from './shell-state.ts';

/** Opens the views by the address. */
export function createNavigation(shell: Store<Shell>) {
  const main = getElement('view');
  /** Aborts the timers and listeners of the open view. */
  let leaving = new AbortController();
  let hasUnsaved = () => false;
  let isAsking = false;
  /** True until the first navigation. */
  let isJustOpened = true;
  /** The address of the open view; '' before the first. */
  let shownAt = '';
  const scroll = followScroll(main);

  addEventListener('hashchange', ({ oldURL }) => void follow(new URL(oldURL).hash));
  return { showView, show, isSureToLeave };

  /** Opens the view of the address; asks first when something is not saved. @param before the last address */
  async function follow(before: string) {
    isJustOpened = false;
    // While the dialog is open, the address may change again. The answer applies to the latest address.
    if (isAsking) return;
    if (await isSureToLeave()) await showView();
    else history.replaceState(readEntry(), '', before);
  }

  /** Asks when something is not saved. */
  async function isSureToLeave(): Promise<boolean> {
    if (!hasUnsaved()) return true;
    isAsking = true;
    const isSure = await confirmFirst({
      title: words.unsaved,
      text: words.unsavedText,
      yes: words.leave,
      no: words.stay,
    });
    isAsking = false;
    return isSure;
  }

  async function showView() {
    if (shell.state.session === null) return;
    const view = findAllowed() ?? openStart();
    if (!view) return;
    const { hash } = location;
    shell.change({ view });
    document.title = `${view.title} · ${isolateForeign(bakery.name)}`;
    const open = await loadView(view);
    // The address changed while the view was loading.
    if (location.hash.split('?')[0] === hash.split('?')[0]) await show(open);
  }

  function findAllowed(): CounterView | undefined {
    const { name, argument } = readAddress();
    const view = findView(name, argument);
    return view && mayOpen(shell.state, view) ? view : undefined;
  }

  function openStart(): CounterView | undefined {
    replaceAddress(startAddressOf(shell.state.session?.role ?? 'baker'));
    return findAllowed();
  }

  async function show(open: OpenView) {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    hasUnsaved = () => false;
    if (readEntry().from === undefined) writeEntry({ from: shownAt });
    shownAt = location.hash;
    const { argument, query } = readAddress();
    // Late writes of the previous view go into its own, detached element.
    const place = document.createElement('div');
    place.className = 'place';
    main.replaceChildren(place);
    restoreScroll(main, place, scroll.startEntry(), signal);
    const opened = open({ element: place, argument, query, signal, askBeforeLeaving });
    // On page load the focus stays at the top of the document.
    if (!isJustOpened) focusTitle(place, signal);
    isJustOpened = false;
    await opened;

    function askBeforeLeaving(ofView: () => boolean) {
      // The view may have been left while it was loading.
      if (signal.aborted) return;
      hasUnsaved = ofView;
      addEventListener('beforeunload', (event) => ofView() && event.preventDefault(), { signal });
    }
  }
}
