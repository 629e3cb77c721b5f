import { readFile } from 'node:fs/promises';
import type { Queryable } from '../../shared/db/database.ts';
import { findOfferedProduct } from '../../shared/db/products.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { findProductId } from '../../shared/domain/product-page.ts';
import { textWithEtag } from '../../shared/http/etag.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import { reply, type Reply } from '../../shared/http/http-response.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';
import { logger } from '../../shared/logger.ts';
import { renderProductPage, renderUnknownProduct } from './render-product-page.ts';

const ofPage = { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' };

/**
 * The shop's page about a product. Every answer is the shop's page, whose script then shows the
 * product, or that it does not exist, or that the bakery cannot be reached.
 * @param slug "12-bread-platter"; the name does not count, and the canonical link has the current one
 */
export async function showProduct(
  db: Queryable,
  slug: string,
  headers: HttpRequest['headers'],
  publicUrl: string,
): Promise<Reply> {
  const page = await readShopPage();
  const id = findProductId(slug);
  try {
    const product = id === undefined ? undefined : await findOfferedProduct(db, id);
    return product
      ? textWithEtag(headers, renderProductPage(page, product, publicUrl), ofPage)
      : reply({ status: 404, text: renderUnknownProduct(page), headers: ofPage });
  } catch (error) {
    if (!(error instanceof DomainError && error.kind === 'unavailable')) throw error;
    logger.warn(error.message, { reason: String(error.cause) });
    return reply({ status: 503, text: page, headers: { ...ofPage, 'retry-after': '2' } });
  }
}

/** A cache without expiry: a deployment starts new processes. */
let shopPage: string | undefined;

/** `build.ts` puts the built page beside the bundle. */
async function readShopPage(): Promise<string> {
  shopPage ??= await readFile(new URL('./index.html', import.meta.url), 'utf8');
  return shopPage;
}
