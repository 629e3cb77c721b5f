import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import type { Answer } from '../../components/api.ts';
import { element } from '../../components/element.ts';
import { createNotice } from '../../components/notice.ts';
import { createPicture } from '../../components/picture.ts';
import { showToast } from '../../components/toast.ts';
import { showFailure } from '../show-failure.ts';
import { words as counterWords } from '../words.ts';
import { putPicture, removePicture } from './catalogue-api.ts';
import { createPanel } from './product-fields.ts';
import { type SmallPicture, shrinkPicture } from './shrink-picture.ts';
import { words } from './words.ts';

export interface PictureOptions {
  /** Version of the shown product. */
  version(): number;
  onChange(product: CatalogueProduct): void;
  /** Shows the newest product. @returns whether that succeeded */
  onStale(): Promise<boolean>;
}

/** The product's picture. Shows a preview of a chosen picture before sending it. */
export function createPicturePanel(mayChange: boolean, id: number, options: PictureOptions) {
  let chosen: SmallPicture | undefined;
  let isSending = false;
  let shown = '';
  const notice = createNotice();
  const current = element('div', { className: 'picture-now' });
  const none = element('p', { className: 'quiet', textContent: words.noPicture });
  const file = element('input', {
    id: 'picture-file',
    type: 'file',
    className: 'visually-hidden',
    accept: 'image/*',
    onchange: () => void choose(),
  });
  const choosing = element('label', {
    className: 'button soft button-link',
    htmlFor: file.id,
    textContent: words.choosePicture,
  });
  const remove = createButton('link', words.removePicture, () =>
    send(() => removePicture(id, options.version()), words.pictureRemoved),
  );
  const preview = element('div', { className: 'stack inset', hidden: true });
  return {
    element: createPanel(
      words.picture,
      current,
      none,
      ...(mayChange
        ? [
            element('p', { className: 'quiet', textContent: words.pictureHint }),
            preview,
            notice.element,
            element('div', { className: 'choices picture-file' }, file, choosing, remove),
          ]
        : []),
    ),
    /** Whether a picture was chosen and not sent. */
    hasChosen: () => chosen !== undefined,
    update({ name, picture }: CatalogueProduct) {
      none.hidden = picture !== null;
      remove.hidden = picture === null;
      // Other changes of the product must not reload the picture.
      if (shown === `${name} ${picture}`) return;
      shown = `${name} ${picture}`;
      current.replaceChildren(createPicture(name, picture));
    },
  };

  async function choose() {
    const [picked] = file.files ?? [];
    if (!picked) return;
    notice.hide();
    const small = await shrinkPicture(picked);
    // Allows choosing the same file again.
    file.value = '';
    if (small) showPreview(small);
    else notice.show(words.notAPicture);
  }

  function showPreview(small: SmallPicture) {
    chosen = small;
    small.canvas.className = 'picture-preview';
    small.canvas.role = 'img';
    small.canvas.ariaLabel = words.chosenPicture;
    const use = createButton('button', words.usePicture, () =>
      send(() => putPicture(id, options.version(), small), words.pictureSaved),
    );
    const drop = createButton('link', words.dropPicture, () => {
      dropPreview();
      return Promise.resolve();
    });
    preview.replaceChildren(small.canvas, element('div', { className: 'choices' }, use, drop));
    preview.hidden = false;
    choosing.hidden = true;
    use.focus();
  }

  function dropPreview() {
    if (chosen) file.focus();
    chosen = undefined;
    preview.hidden = true;
    preview.replaceChildren();
    choosing.hidden = false;
  }

  function showFault(fault: string) {
    if (fault === '') notice.hide();
    else notice.show(counterWords.notSaved, fault);
  }

  async function send(ask: () => Promise<Answer<CatalogueProduct>>, done: string) {
    if (isSending) return;
    isSending = true;
    notice.hide();
    const answer = await ask();
    isSending = false;
    if (answer.kind === 'accepted') {
      dropPreview();
      options.onChange(answer.body);
      showToast(done);
    } else if (answer.kind === 'refused' && answer.problem.code === 'stale-version') {
      const isNew = await options.onStale();
      notice.show(words.stale, isNew ? words.stalePicture : words.staleUnknown);
    } else showFailure(answer, notice, { '/data': { control: file, showFault } });
  }
}

function createButton(className: string, textContent: string, act: () => Promise<void>) {
  return element('button', { type: 'button', className, textContent, onclick: () => void act() });
}
