import { findOrderLink } from '../../../shared/domain/order-number.ts';
import { showToast } from '../../components/toast.ts';
import { askAsStaff } from '../staff-api.ts';
import { goTo } from '../view.ts';
import { words } from '../words.ts';

/**
 * Opens the order of a scanned code, or shows that the code is unknown.
 * @param texts possible readings of the scan
 */
export async function openScannedOrder(texts: readonly string[]): Promise<void> {
  if (document.querySelector('dialog[open]')) {
    showToast(words.scanLater);
    return;
  }
  const link = texts.map(findOrderLink).find((found) => found !== undefined);
  if (!link) {
    showToast(words.unknownCode);
    return;
  }
  const answer = await askAsStaff('GET /staff/orders/{id}', { params: { id: link.id } });
  if (answer.kind === 'unanswered') showToast(`${words.notSaved}: ${words.noAnswer}`);
  // Another bakery's order may have the same order number.
  else if (answer.kind === 'refused' || answer.body.token !== link.token) {
    showToast(words.unknownCode);
  } else goTo(`#/orders/${link.id}`);
}
