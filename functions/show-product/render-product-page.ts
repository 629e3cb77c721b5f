import type { OfferedProduct } from '../../shared/db/products.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import { isolateForeign } from '../../shared/domain/readable-text.ts';

/**
 * The shop's page with the title, description and picture of a product, as search engines and
 * previews of links read them (https://ogp.me).
 * @param page the shop's page as built
 * @param publicUrl the shop's address, "https://shop.example"
 */
export function renderProductPage(
  page: string,
  { id, name, description, picture, bakery_name }: OfferedProduct,
  publicUrl: string,
): string {
  const address = publicUrl + productPath({ id, name });
  const image = picture === null ? '/icons/icon-512.png' : `/api${picture}`;
  const title = `${isolateForeign(name)} – ${isolateForeign(bakery_name)}`;
  const properties = {
    'og:type': 'product',
    'og:site_name': bakery_name,
    'og:title': name,
    ...(description !== '' && { 'og:description': description }),
    'og:url': address,
    'og:image': publicUrl + image,
  };
  const tags = [
    `<title>${escape(title)}</title>`,
    ...(description === '' ? [] : [toMeta('name', 'description', description)]),
    `<link rel="canonical" href="${escape(address)}" />`,
    ...Object.entries(properties).map(([property, content]) =>
      toMeta('property', property, content),
    ),
  ];
  const bare = withoutTag(page, titleTag);
  return withTags(description === '' ? bare : withoutTag(bare, descriptionTag), tags);
}

/** The shop's page for a product that does not exist: search engines leave it out. */
export function renderUnknownProduct(page: string): string {
  return withTags(page, [toMeta('name', 'robots', 'noindex')]);
}

const titleTag = /<title>[^<]*<\/title>/;
const descriptionTag = /<meta name="description"[^>]*>/;

/** @throws when the page has no such tag, because the product's tag would be a second one */
function withoutTag(page: string, tag: RegExp): string {
  if (!tag.test(page)) throw new Error(`The shop's page has no ${tag.source}.`);
  return page.replace(tag, '');
}

function withTags(page: string, tags: readonly string[]): string {
  // A function, because "$" has a meaning in a replacement text.
  return page.replace('</head>', () => `${tags.join('')}</head>`);
}

function toMeta(kind: 'name' | 'property', key: string, content: string): string {
  return `<meta ${kind}="${key}" content="${escape(content)}" />`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
