import { button } from '../../components/button.ts';
import { type EventAt, html, nothing } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { productPicture } from '../../components/picture.ts';
import type { ProductActions, ProductState } from './product.ts';
import type { SmallPicture } from './shrink-picture.ts';
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
      ${fileChoice(chosen !== null, picture !== null, actions)}`;
  return html`<section class="panel">
    <h2>${words.picture}</h2>
    <div class="picture-now">${productPicture(name, picture)}</div>
    ${picture === null ? html`<p class="quiet">${words.noPicture}</p>` : nothing}
    ${mayChange ? controls() : nothing}
  </section>`;
}

function fileChoice(hasChosen: boolean, hasPicture: boolean, actions: ProductActions) {
  const choose = ({ currentTarget: file }: EventAt<HTMLInputElement>) => {
    const [picked] = file.files ?? [];
    if (picked) void actions.choosePicture(picked);
    // Allows choosing the same file again.
    file.value = '';
  };
  return html`<div class="choices picture-file">
    <input
      id="picture-file"
      type="file"
      class="visually-hidden"
      accept="image/*"
      @change=${choose}
    />
    <label class="button soft button-link" for="picture-file" ?hidden=${hasChosen}>
      ${words.choosePicture}
    </label>
    ${hasPicture ? button('link', words.removePicture, actions.removePicture) : nothing}
  </div>`;
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
