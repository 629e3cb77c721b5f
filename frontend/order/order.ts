import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { announce } from '../components/announce.ts';
import { bakery, whenBakeryChanges } from '../components/bakery.ts';
import { whenClockIsCompared } from '../components/clock.ts';
import { findDeviceFault } from '../components/device-notice.ts';
import { explainStatus, wordStatus } from '../components/explain-status.ts';
import { render } from '../components/html.ts';
import { keepOfflineShell } from '../components/offline-shell.ts';
import { parseOrderLink, publicAddressOf } from '../components/order-link.ts';
import { createStore } from '../components/store.ts';
import { showToast } from '../components/toast.ts';
import { cancelIfConfirmed } from './cancel.ts';
import { followOrder } from './follow-order.ts';
import type { OrderState } from './order-state.ts';
import { orderView, statusOf } from './order-view.ts';
import { words } from './words.ts';

const place = document.querySelector<HTMLElement>('#order') ?? document.body;
const store = createStore<OrderState>({
  bakery,
  hasFooter: false,
  link: undefined,
  found: { kind: 'loading' },
  isOutdated: false,
  cancellation: { kind: 'idle' },
  qrCode: null,
  isLinkShown: false,
  deviceFault: '',
});

export type OrderActions = typeof actions;

const actions = {
  cancel: () => void cancel(),
  share: () => void share(),
  copyLink: () => void copyLink(),
  saveToCalendar: () => void offerCalendarFile(),
  /** Draws the QR code when its place comes into view. */
  watchCode: (codePlace: Element | undefined) => {
    if (codePlace) codeObserver.observe(codePlace);
  },
};

async function cancel() {
  const isAsked = await cancelIfConfirmed(store);
  if (isAsked) place.querySelector<HTMLElement>('#order-title')?.focus();
}

/** Opens the device's share sheet. */
async function share() {
  const title = words.order(store.state.link?.id ?? 0);
  // Rejects when the customer closes the sheet.
  await navigator.share({ title, url: publicAddress() }).catch(() => undefined);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(publicAddress());
    showToast(words.copied);
  } catch {
    store.change({ isLinkShown: true });
    place.querySelector<HTMLInputElement>('#link')?.select();
  }
}

async function offerCalendarFile() {
  const { found } = store.state;
  if (found.kind !== 'whole' || found.order.pickup_at === null) return;
  const { saveToCalendar } = await import('./save-to-calendar.ts');
  saveToCalendar(found.order, found.order.pickup_at);
}

function publicAddress(): string {
  return publicAddressOf(location, bakery.public_url);
}

/** Shows the order that the address names. */
function openOrder() {
  const link = parseOrderLink(location.hash);
  document.title = `${link ? words.order(link.id) : words.noOrderTitle} · ${isolateForeign(bakery.name)}`;
  store.change({ link, found: { kind: 'loading' }, cancellation: { kind: 'idle' }, qrCode: null });
  if (!link) return;
  void followOrder(store, link);
  if (link.token !== null) void loadQrCode();
}

const loadQrCode = () => import('../components/qr-code.ts');

/** The code takes a third of the page's processor time, and on a phone it is below the first screen. */
const codeObserver = new IntersectionObserver((changes) => {
  if (changes.some(({ isIntersecting }) => isIntersecting)) void drawCode();
});

async function drawCode() {
  const { link } = store.state;
  const { qrCode } = await loadQrCode();
  if (!link || store.state.link !== link || store.state.qrCode) return;
  store.change({ qrCode: qrCode(publicAddress(), words.qrCode(link.id)) });
}

let statusBefore = '';

function announceNews(state: OrderState) {
  const details = statusOf(state);
  if (!details) return;
  const status = wordStatus(details);
  if (statusBefore !== '' && statusBefore !== status) {
    announce(words.news(state.link?.id ?? 0, status, explainStatus(details)));
  }
  statusBefore = status;
}

// The static page shows what the browser can show without this script.
place.replaceChildren();
openOrder();
store.subscribe((state) => render(orderView(state, actions), place));
// The footer is below the first screen: it may wait for a task of its own.
setTimeout(() => store.change({ hasFooter: true }));
store.subscribe(announceNews);
whenBakeryChanges(() => store.change({ bakery }));
whenClockIsCompared(() => {
  const deviceFault = findDeviceFault();
  if (deviceFault !== store.state.deviceFault) store.change({ deviceFault });
});
addEventListener('hashchange', openOrder);
addEventListener('beforeprint', () => void drawCode());
keepOfflineShell();
