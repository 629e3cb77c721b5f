import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { bakery } from '../components/bakery.ts';
import { ignoreComposingEnter } from '../components/composing.ts';
import { showDeviceNotice } from '../components/device-notice.ts';
import { getElement } from '../components/get-element.ts';
import { render } from '../components/html.ts';
import { recallValue, rememberValue } from '../components/remembered.ts';
import { createStore } from '../components/store.ts';
import { showToast } from '../components/toast.ts';
import { growingIntervals, wait } from '../components/waiting.ts';
import { keepNumbersFromWheel } from '../components/wheel.ts';
import { followDays, whenDaysChange } from './days.ts';
import { explainFailure } from './explain-failure.ts';
import { catchScans } from './scans/catch-scans.ts';
import { openScannedOrder } from './scans/open-scanned-order.ts';
import { createNavigation } from './shell/navigation.ts';
import type { Shell } from './shell/shell-state.ts';
import { demoView, headView, navigationView, outageView } from './shell/shell-view.ts';
import { openSignIn, signInAgain } from './sign-in/sign-in.ts';
import { findSession, getSession, isSamePerson, signOut, whenSessionEnds } from './staff-api.ts';
import { words } from './words.ts';

const demoClosedKey = 'bakery.demo-closed';

const shell = createStore<Shell>({
  session: null,
  view: null,
  attention: 0,
  isServerDown: false,
  isDemoClosed: recallValue(demoClosedKey) === true,
});
const navigation = createNavigation(shell);
/** Aborts what runs while a person is signed in. */
let signedIn = new AbortController();

const actions = { signOut: () => void leave(), closeDemo };

getElement('skip').textContent = words.skip;
getElement('skip').addEventListener('click', skipToView);
getElement('navigation').ariaLabel = words.views;
document.title = `${words.counter} · ${isolateForeign(bakery.name)}`;
shell.subscribe((state) => {
  render(headView(state, actions), getElement('head'));
  render(navigationView(state), getElement('navigation'));
  render(outageView(state), getElement('outage'));
  render(demoView(state, actions), getElement('demo'));
  getElement('navigation').hidden = state.session === null;
  showOpenTab();
});
whenSessionEnds(signInAgainHere);
showDeviceNotice();
ignoreComposingEnter();
catchScans(openScanned);
keepNumbersFromWheel();
void start();

async function start() {
  for (const ms of growingIntervals(1_000, 15_000)) {
    const answer = await findSession();
    shell.change({ isServerDown: answer.kind === 'unanswered' });
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

function showSignIn() {
  signedIn.abort();
  shell.change({ session: null, view: null, attention: 0 });
  void navigation.show(openSignIn(showCounter));
}

function showCounter() {
  signedIn.abort();
  signedIn = new AbortController();
  shell.change({ session: getSession() });
  void navigation.showView();
  whenDaysChange(({ needs_attention: attention }) => shell.change({ attention }), signedIn.signal);
  void followDays(signedIn.signal);
}

/** The same person keeps the typed text; another person gets an empty counter. */
async function signInAgainHere() {
  const before = getSession();
  await signInAgain(before.name);
  if (!isSamePerson(before, getSession())) showCounter();
}

async function leave() {
  if (!(await navigation.isSureToLeave())) return;
  const failure = await signOut();
  if (!failure) showSignIn();
  else showToast(words.stillSignedIn(explainFailure(failure)));
}

function closeDemo() {
  rememberValue(demoClosedKey, true);
  shell.change({ isDemoClosed: true });
}

function openScanned(texts: readonly string[]) {
  if (shell.state.session !== null) void openScannedOrder(texts);
}

/** "#view" would be read as the address of a view. */
function skipToView(event: Event) {
  event.preventDefault();
  getElement('view').focus();
}

/** The navigation of a narrow screen scrolls sideways. */
function showOpenTab() {
  document
    .querySelector('#navigation [aria-current=page]')
    ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
