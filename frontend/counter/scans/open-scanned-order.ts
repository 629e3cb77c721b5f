import { findOrderLink } from '../../../shared/domain/order-number.ts';
import { showToast } from '../../components/toast.ts';
import { askAsStaff } from '../staff-api.ts';
import { goTo } from '../view.ts';
import { words } from '../words.ts';

/**
 * Opens the order of a receipt, or says that the code is none of this bakery's.
 * @param texts what the scanner may have read
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
  if (answer.kind === 'unanswered') showToast(`${words.notDone}: ${words.noAnswer}`);
  // Another bakery has an order of this number, too.
  else if (answer.kind === 'refused' || answer.body.token !== link.token) {
    showToast(words.unknownCode);
  } else goTo(`#/orders/${link.id}`);
}
