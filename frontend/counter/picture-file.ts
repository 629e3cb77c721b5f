import { type EventAt, html } from '../components/html.ts';

/** A button that chooses a picture from the device. @param id of its file field */
export function pictureFile(id: string, text: string, choose: (picture: File) => unknown) {
  const read = ({ currentTarget: field }: EventAt<HTMLInputElement>) => {
    const [picture] = field.files ?? [];
    if (picture) choose(picture);
    // Allows choosing the same file again.
    field.value = '';
  };
  return html`<span class="picture-file">
    <input id=${id} type="file" class="visually-hidden" accept="image/*" @change=${read} />
    <label class="button soft button-link" for=${id}>${text}</label>
  </span>`;
}
