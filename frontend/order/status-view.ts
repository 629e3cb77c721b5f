import { announce } from '../components/announce.ts';
import { getElement } from '../components/get-element.ts';
import { explainStatus, wordStatus } from '../components/explain-status.ts';
import type { OrderState } from './order-state.ts';
import { words } from './words.ts';

/** The order's status, or the reason why it cannot be shown. */
export function createStatusView(): (state: OrderState) => void {
  const title = getElement('order-title');
  const thanks = getElement('thanks');
  const status = getElement('status');
  const meaning = getElement('meaning');
  const page = getElement('order-page');
  const trouble = getElement('problem');
  const problemTitle = getElement('problem-title');
  const problemText = getElement('problem-text');
  const statusOnly = getElement('status-only');
  let before = '';

  return (state) => {
    const { link, found, isOutdated } = state;
    const wrong = findTrouble(state);
    const hasStatus = found.kind === 'status' || found.kind === 'whole';
    const isTitle = wrong !== undefined && !hasStatus;
    title.textContent = isTitle ? wrong.title : words.order(link?.id ?? 0);
    trouble.hidden = wrong === undefined;
    problemTitle.hidden = isTitle;
    problemTitle.textContent = isTitle ? '' : (wrong?.title ?? '');
    problemText.textContent = wrong?.text ?? '';
    getElement('outdated').hidden = !isOutdated;
    getElement('loading').hidden = found.kind !== 'loading' || !link;
    getElement('order-status').hidden = !hasStatus;
    statusOnly.hidden = found.kind !== 'status' || found.isTokenWrong;
    thanks.hidden = true;
    if (!hasStatus) return;
    const { order } = found;
    const standing = {
      status: order.status,
      reason: order.reason ?? null,
      collectedAt: 'lines' in order ? order.collected_at : null,
    };
    page.dataset['status'] = order.status;
    thanks.hidden =
      found.kind !== 'whole' || order.status === 'Rejected' || order.status === 'Cancelled';
    status.textContent = wordStatus(standing);
    meaning.textContent = explainStatus(standing);
    if (before !== '' && before !== status.textContent) {
      announce(words.news(order.order_id, status.textContent, meaning.textContent));
    }
    before = status.textContent;
  };
}

function findTrouble({ link, found }: OrderState) {
  if (!link) return { title: words.noOrderTitle, text: words.noOrderText };
  if (found.kind === 'unknown') {
    return { title: words.unknownTitle(link.id), text: words.unknownText };
  }
  if (found.kind === 'status' && found.isTokenWrong) {
    return { title: words.wrongTokenTitle, text: words.wrongTokenText };
  }
  return undefined;
}
