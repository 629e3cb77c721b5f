import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { bakery } from '../components/bakery.ts';
import { ignoreComposingEnter } from '../components/composing.ts';
import { confirmFirst } from '../components/confirm.ts';
import { showDeviceNotice } from '../components/device-notice.ts';
import { element, getElement } from '../components/element.ts';
import { createLanguageChoice } from '../components/language-choice.ts';
import { commonWords } from '../components/words.ts';
import { growingIntervals, wait } from '../components/waiting.ts';
import { explainFailure } from '../components/notice.ts';
import { showToast } from '../components/toast.ts';
import { keepNumbersFromWheel } from '../components/wheel.ts';
import { focusTitle } from './focus-title.ts';
import { loadRoom } from './load-room.ts';
import { type Room, rooms } from './rooms.ts';
import { catchScans } from './scans/catch-scans.ts';
import { openScannedOrder } from './scans/open-scanned-order.ts';
import { openSignIn, signInAgain } from './sign-in/sign-in.ts';
import { findSession, getSession, isSamePerson, signOut, whenSessionEnds } from './staff-api.ts';
import type { OpenView } from './view.ts';
import { words } from './words.ts';

const view = getElement('view');
const navigation = getElement('rooms');
const who = getElement('who');
/** Ends what the view that is open has going on. */
let leaving = new AbortController();
let hasUnsaved = () => false;
let isAsking = false;
/** Where the view is that is open. */
let shownAt = '';
/** Until somebody goes somewhere. */
let isJustOpened = true;

getElement('bakery-name').textContent = bakery.name;
getElement('skip').textContent = words.skip;
getElement('languages').replaceChildren(...createLanguageChoice());
document.title = `${words.counter} · ${isolateForeign(bakery.name)}`;
getElement('skip').addEventListener('click', skipToView);
whenSessionEnds(askAgain);
showDeviceNotice();
ignoreComposingEnter();
catchScans(openScanned);
keepNumbersFromWheel();
addEventListener('hashchange', () => void turnTo());
void start();

async function start() {
  for (const ms of growingIntervals(1_000, 15_000)) {
    const answer = await findSession();
    showOutage(answer.kind === 'unanswered');
    if (answer.kind === 'accepted') {
      enter();
      return;
    }
    if (answer.kind === 'refused') {
      askWho();
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
  if (!who.hidden) void openScannedOrder(texts);
}

/** Its address would be that of a room. */
function skipToView(event: Event) {
  event.preventDefault();
  view.focus();
}

/** The session has ended. Whoever goes on with it finds all that was typed, and nobody else does. */
async function askAgain() {
  const before = getSession();
  await signInAgain(before.name);
  if (!isSamePerson(before, getSession())) enter();
}

function askWho() {
  navigation.hidden = true;
  who.hidden = true;
  getElement('demo').hidden = !bakery.is_demo;
  getElement('demo').textContent = words.demo;
  void show(openSignIn(enter), '');
}

/** Somebody has signed in. */
function enter() {
  const { name, role, is_demo } = getSession();
  getElement('demo').hidden = !is_demo;
  getElement('demo').textContent = words.demo;
  who.hidden = false;
  who.replaceChildren(
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
  navigation.ariaLabel = words.rooms;
  navigation.replaceChildren(...rooms.filter(mayEnter).flatMap(createLink));
  void showRoom();
}

/** Signs out, unless something would be lost that is not to be. */
async function leave() {
  if (hasUnsaved() && !(await isSureToLeave())) return;
  const failure = await signOut();
  if (!failure) askWho();
  else showToast(words.stillSignedIn(explainFailure(failure, words.noAnswer)));
}

function mayEnter({ role }: Room): boolean {
  return role === 'baker' || getSession().role === 'manager';
}

function createLink({ name, title }: Room): HTMLElement[] {
  if (title === null) return [];
  return [element('a', { href: addressOf(name), textContent: title })];
}

function addressOf(name: string): string {
  return name === rooms[0]?.name ? '#/' : `#/${name}`;
}

/** Goes where the address says, unless something would be lost that is not to be. */
async function turnTo() {
  isJustOpened = false;
  // Whoever is asked answers once, for wherever the address leads to by then.
  if (isAsking) return;
  if (!hasUnsaved() || (await isSureToLeave())) await showRoom();
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

async function showRoom() {
  const { hash } = location;
  const [, name = '', argument = ''] = hash.split('/');
  const found = rooms.find((room) => room.name === decode(name)) ?? rooms[0];
  if (!found || who.hidden) return;
  const room = mayEnter(found) ? found : rooms[0];
  if (!room) return;
  for (const link of navigation.querySelectorAll('a')) {
    const isHere = link.getAttribute('href') === addressOf(room.name);
    link.ariaCurrent = isHere ? 'page' : null;
  }
  document.title = `${room.title ?? words.counter} · ${isolateForeign(bakery.name)}`;
  const open = await loadRoom(room);
  // Who was faster than the network has gone on to another room.
  if (location.hash !== hash) return;
  shownAt = hash || '#/';
  await show(open, decode(argument));
}

/** An address that somebody typed may hold "%" without digits after it. */
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
  // What the last view still writes goes into an element that is no longer shown.
  const place = element('div', { className: 'place' });
  view.replaceChildren(place);
  const opened = open({ element: place, argument, signal, askBeforeLeaving });
  // Who has just opened the page begins at the top of it.
  if (!isJustOpened) focusTitle(place, signal);
  isJustOpened = false;
  await opened;

  function askBeforeLeaving(ofView: () => boolean) {
    // A view that took its time to load may have been left already.
    if (signal.aborted) return;
    hasUnsaved = ofView;
    addEventListener('beforeunload', (event) => ofView() && event.preventDefault(), { signal });
  }
}
