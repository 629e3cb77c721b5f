import { bakery } from '../components/bakery.ts';
import { getElement } from '../components/element.ts';
import { publicAddressOf } from '../components/order-link.ts';
import { showToast } from '../components/toast.ts';
import { words } from './words.ts';

/** Hands the link to another program of the device, if the customer chooses one. */
export async function shareLink(title: string): Promise<void> {
  // It rejects when the customer thinks better of it.
  await navigator.share({ title, url: currentAddress() }).catch(() => undefined);
}

/** Where the browser does not let us copy, as without https, the link is there to be copied by hand. */
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
