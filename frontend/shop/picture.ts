/** The catalogue has no pictures, so a product gets a drawing by the words in its name. */
const drawings: readonly (readonly [RegExp, string])[] = [
  [/croissant/i, 'croissant'],
  [/\b(platter|box)\b/i, 'platter'],
  [/\b(rolls?|buns?|brioche|swirls?)\b/i, 'roll'],
  [/baguette|ficelle/i, 'baguette'],
  [/wedding/i, 'tiers'],
  [/cake|gateau|torte/i, 'cake'],
  [/\b(tarts?|pies?|quiche|cheesecake)\b/i, 'tart'],
  [/biscotti|biscuit|cookie|rusk/i, 'biscuit'],
  [/\b(pain|khari|puffs?|danish|pastry|strudel)\b/i, 'pastry'],
  [/loaf|bread|sourdough|toast/i, 'loaf'],
];

const svgNamespace = 'http://www.w3.org/2000/svg';

export function createPicture(productName: string): SVGElement {
  const [, drawing = 'wheat'] = drawings.find(([words]) => words.test(productName)) ?? [];
  const picture = document.createElementNS(svgNamespace, 'svg');
  picture.setAttribute('class', 'picture');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svgNamespace, 'use');
  use.setAttribute('href', `/pictures.svg#${drawing}`);
  picture.append(use);
  return picture;
}
