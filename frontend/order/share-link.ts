import { bakery } from '../components/bakery.ts';
import { getElement } from '../components/get-element.ts';
import { publicAddressOf } from '../components/order-link.ts';
import { showToast } from '../components/toast.ts';
import { words } from './words.ts';

/** Opens the device's share sheet. */
export async function shareLink(title: string): Promise<void> {
  // Rejects when the customer closes the sheet.
  await navigator.share({ title, url: currentAddress() }).catch(() => undefined);
}

/** Without HTTPS there is no clipboard: the link is shown for copying by hand. */
export async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(currentAddress());
    showToast(words.copied);
  } catch {
    const field = getElement('link') as HTMLInputElement;
    field.hidden = false;
    field.ariaLabel = words.linkLabel;
    field.value = currentAddress();
    field.select();
  }
}

function currentAddress(): string {
  return publicAddressOf(location, bakery.public_url);
}
