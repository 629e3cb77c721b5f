import { type EventAt, html, render, repeat } from './html.ts';

/** The drawing for a product without a photo, by words in its name. */
const drawings: readonly (readonly [RegExp, string])[] = [
  [/pain au chocolat|chocolatine|schokocroissant/i, 'pain-au-chocolat'],
  [/croissant|hörnchen/i, 'croissant'],
  [/\bbox of\b/i, 'pastry'],
  [/\b(platter|box|platte)\b/i, 'platter'],
  [/khari|puffs?\b|börek|samosa|blätterteig/i, 'khari'],
  [/\b(rolls?|buns?|brioche|swirls?)\b|schnecke|brötchen|semmel/i, 'roll'],
  [/baguette|ficelle/i, 'baguette'],
  [/wedding|hochzeit/i, 'tiers'],
  [/birthday|geburtstag/i, 'birthday-cake'],
  [/\b(tarts?|pies?|quiche|cheesecake)\b|tarte|käsekuchen/i, 'tart'],
  [/cake|gateau|torte|kuchen/i, 'cake'],
  [/biscotti|biscuit|cookie|rusk|keks|plätzchen|cantucci/i, 'biscuit'],
  [/\b(danish|pastry|strudel)\b|plunder|teilchen/i, 'pastry'],
  [/loaf|bread|sourdough|toast|brot|laib/i, 'loaf'],
];

/**
 * The picture of a product; decorative, because the name is shown beside it.
 * @param photo the API's path, "/pictures/5f…"; null without a photo
 */
export function productPicture(productName: string, photo: string | null) {
  // Another photo gets another element, because a drawing may have replaced the first.
  return repeat(
    [photo],
    (key) => key,
    () => (photo === null ? drawingOf(productName) : photoOf(productName, photo)),
  );
}

/** Shows the drawing when the photo does not load. */
function photoOf(productName: string, photo: string) {
  const showDrawing = ({ currentTarget }: EventAt<HTMLImageElement>) => {
    const drawing = document.createDocumentFragment();
    render(drawingOf(productName), drawing);
    currentTarget.replaceWith(drawing);
  };
  return html`<img
    class="picture photo"
    src="/api${photo}"
    alt=""
    loading="lazy"
    decoding="async"
    @error=${showDrawing}
  />`;
}

function drawingOf(productName: string) {
  const [, drawing = 'wheat'] = drawings.find(([words]) => words.test(productName)) ?? [];
  return html`<svg class="picture" aria-hidden="true">
    <use href="/pictures.svg#${drawing}"></use>
  </svg>`;
}
