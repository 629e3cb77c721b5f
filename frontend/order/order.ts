import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { bakery } from '../components/bakery.ts';
import { showDeviceNotice } from '../components/device-notice.ts';
import { getElement } from '../components/get-element.ts';
import { fillInWords } from '../components/fill-in-words.ts';
import { showLanguageChoice } from '../components/language-choice.ts';
import { keepOfflineShell } from '../components/offline-shell.ts';
import { parseOrderLink } from '../components/order-link.ts';
import { createStore } from '../components/store.ts';
import { createCancelView } from './cancel-view.ts';
import { createContentsView } from './contents-view.ts';
import { followOrder } from './follow-order.ts';
import type { OrderState } from './order-state.ts';
import { createPickupPass } from './pickup-pass.ts';
import { copyLink } from './share-link.ts';
import { createStatusView } from './status-view.ts';
import { words } from './words.ts';

fillInWords(words);
showDeviceNotice();
getElement('bakery-name').textContent = bakery.name;
showLanguageChoice();
getElement('copy').onclick = () => void copyLink();

const store = createStore<OrderState>({
  link: undefined,
  found: { kind: 'loading' },
  isOutdated: false,
  cancellation: { kind: 'idle' },
});
store.subscribe(createStatusView());
store.subscribe(createPickupPass());
store.subscribe(createContentsView());
store.subscribe(createCancelView(store));

/** Shows the order that the address names. */
function openOrder() {
  const link = parseOrderLink(location.hash);
  document.title = `${link ? words.order(link.id) : words.noOrderTitle} · ${isolateForeign(bakery.name)}`;
  store.change({ link, found: { kind: 'loading' }, cancellation: { kind: 'idle' } });
  if (link) void followOrder(store, link);
}

addEventListener('hashchange', openOrder);
openOrder();
keepOfflineShell();
