import type { Product } from '../../shared/contract/products.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import { bakery } from '../components/bakery.ts';
import { toPublicAddress } from '../components/order-link.ts';
import { showToast } from '../components/toast.ts';
import { words } from './words.ts';

/** Opens the device's share sheet or, without one, copies the link. */
export async function shareProduct(product: Product): Promise<void> {
  const url = toPublicAddress(productPath(product), bakery.public_url);
  if ('share' in navigator) {
    // Rejects when the customer closes the sheet.
    await navigator.share({ title: product.name, url }).catch(() => undefined);
    return;
  }
  // Without HTTPS there is no clipboard: the link is shown for copying by hand.
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  const isCopied = await clipboard?.writeText(url).then(
    () => true,
    () => false,
  );
  showToast(isCopied ? words.linkCopied : url);
}
