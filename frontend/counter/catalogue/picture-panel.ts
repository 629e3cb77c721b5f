import { button } from '../../components/button.ts';
import { html, nothing } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { productPicture } from '../../components/picture.ts';
import { pictureFile } from '../picture-file.ts';
import type { SmallPicture } from '../shrink-picture.ts';
import type { ProductActions, ProductState } from './product.ts';
import { words } from './words.ts';

/** The product's picture. Shows a preview of a chosen picture before sending it. */
export function picturePanel(
  { newest: { name, picture }, chosen, pictureNotice }: ProductState,
  mayChange: boolean,
  actions: ProductActions,
) {
  const controls = () =>
    html`<p class="quiet">${words.pictureHint}</p>
      ${chosen ? preview(chosen, actions) : nothing} ${noticeBox(pictureNotice)}
      <div class="choices">
        ${chosen ? nothing : pictureFile('picture-file', words.choosePicture, actions.choosePicture)}
        ${picture === null ? nothing : button('link', words.removePicture, actions.removePicture)}
      </div>`;
  return html`<section class="panel">
    <h2>${words.picture}</h2>
    <div class="picture-now">${productPicture(name, picture)}</div>
    ${picture === null ? html`<p class="quiet">${words.noPicture}</p>` : nothing}
    ${mayChange ? controls() : nothing}
  </section>`;
}

function preview({ canvas }: SmallPicture, { usePicture, dropPicture }: ProductActions) {
  return html`<div class="stack inset">
    ${canvas}
    <div class="choices">
      ${button('button', words.usePicture, usePicture)}
      ${button('link', words.dropPicture, dropPicture)}
    </div>
  </div>`;
}
