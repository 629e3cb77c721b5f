import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { bakery } from '../components/bakery.ts';
import { ignoreComposingEnter } from '../components/composing.ts';
import { confirmFirst } from '../components/confirm.ts';
import { showDeviceNotice } from '../components/device-notice.ts';
import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import { showLanguageChoice } from '../components/language-choice.ts';
import { commonWords } from '../components/words.ts';
import { growingIntervals, wait } from '../components/waiting.ts';
import { showToast } from '../components/toast.ts';
import { keepNumbersFromWheel } from '../components/wheel.ts';
import { explainFailure } from './explain-failure.ts';
import { focusTitle } from './focus-title.ts';
import { loadView } from './load-view.ts';
import { catchScans } from './scans/catch-scans.ts';
import { openScannedOrder } from './scans/open-scanned-order.ts';
import { openSignIn, signInAgain } from './sign-in/sign-in.ts';
import { findSession, getSession, isSamePerson, signOut, whenSessionEnds } from './staff-api.ts';
import type { OpenView } from './view.ts';
import { type CounterView, views } from './views.ts';
import { words } from './words.ts';

const main = getElement('view');
const navigation = getElement('navigation');
const signedIn = getElement('signed-in');
/** Aborts the timers and listeners of the open view. */
let leaving = new AbortController();
let hasUnsaved = () => false;
let isAsking = false;
/** Address of the open view. */
let shownAt = '';
/** True until the first navigation. */
let isJustOpened = true;

getElement('bakery-name').textContent = bakery.name;
getElement('skip').textContent = words.skip;
showLanguageChoice();
document.title = `${words.counter} · ${isolateForeign(bakery.name)}`;
getElement('skip').addEventListener('click', skipToView);
whenSessionEnds(signInAgainHere);
showDeviceNotice();
ignoreComposingEnter();
catchScans(openScanned);
keepNumbersFromWheel();
addEventListener('hashchange', () => void followAddress());
void start();

async function start() {
  for (const ms of growingIntervals(1_000, 15_000)) {
    const answer = await findSession();
    showOutage(answer.kind === 'unanswered');
    if (answer.kind === 'accepted') {
      showCounter();
      return;
    }
    if (answer.kind === 'refused') {
      showSignIn();
      return;
    }
    await wait(ms);
  }
}

function showOutage(isOut: boolean) {
  const notice = getElement('outdated');
  notice.hidden = !isOut;
  notice.textContent = isOut ? commonWords.unreachable : '';
}

function openScanned(texts: readonly string[]) {
  if (!signedIn.hidden) void openScannedOrder(texts);
}

/** "#view" would be read as the address of a view. */
function skipToView(event: Event) {
  event.preventDefault();
  main.focus();
}

/** The same person keeps the typed text; another person gets an empty counter. */
async function signInAgainHere() {
  const before = getSession();
  await signInAgain(before.name);
  if (!isSamePerson(before, getSession())) showCounter();
}

function showSignIn() {
  navigation.hidden = true;
  signedIn.hidden = true;
  getElement('demo').hidden = !bakery.is_demo;
  getElement('demo').textContent = words.demo;
  void show(openSignIn(showCounter), '');
}

function showCounter() {
  const { name, role, is_demo } = getSession();
  getElement('demo').hidden = !is_demo;
  getElement('demo').textContent = words.demo;
  signedIn.hidden = false;
  signedIn.replaceChildren(
    element('a', {
      href: '#/password',
      title: words.ownPassword,
      textContent: `${name} · ${words.roles[role]}`,
    }),
    element('button', {
      type: 'button',
      className: 'link',
      textContent: words.signOut,
      onclick: () => void leave(),
    }),
  );
  navigation.hidden = false;
  navigation.ariaLabel = words.views;
  navigation.replaceChildren(...views.filter(mayOpen).flatMap(createLink));
  void showView();
}

/** Asks first when something is not saved. */
async function leave() {
  if (hasUnsaved() && !(await isSureToLeave())) return;
  const failure = await signOut();
  if (!failure) showSignIn();
  else showToast(words.stillSignedIn(explainFailure(failure)));
}

function mayOpen({ role }: CounterView): boolean {
  return role === 'baker' || getSession().role === 'manager';
}

function createLink({ name, title }: CounterView): HTMLElement[] {
  if (title === null) return [];
  return [element('a', { href: addressOf(name), textContent: title })];
}

function addressOf(name: string): string {
  return name === views[0]?.name ? '#/' : `#/${name}`;
}

/** Opens the view of the address; asks first when something is not saved. */
async function followAddress() {
  isJustOpened = false;
  // While the dialog is open, the address may change again. The answer applies to the latest address.
  if (isAsking) return;
  if (!hasUnsaved() || (await isSureToLeave())) await showView();
  else history.replaceState(null, '', shownAt);
}

async function isSureToLeave(): Promise<boolean> {
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
  const { hash } = location;
  const [, name = '', argument = ''] = hash.split('/');
  const found = views.find(({ name: known }) => known === decode(name)) ?? views[0];
  if (!found || signedIn.hidden) return;
  const view = mayOpen(found) ? found : views[0];
  if (!view) return;
  for (const link of navigation.querySelectorAll('a')) {
    const isHere = link.getAttribute('href') === addressOf(view.name);
    link.ariaCurrent = isHere ? 'page' : null;
  }
  document.title = `${view.title ?? words.counter} · ${isolateForeign(bakery.name)}`;
  const open = await loadView(view);
  // The address changed while the view was loading.
  if (location.hash !== hash) return;
  shownAt = hash || '#/';
  await show(open, decode(argument));
}

/** A typed address may contain a "%" without digits after it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function show(open: OpenView, argument: string) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  hasUnsaved = () => false;
  // Late writes of the previous view go into its own, detached element.
  const place = element('div', { className: 'place' });
  main.replaceChildren(place);
  const opened = open({ element: place, argument, signal, askBeforeLeaving });
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
