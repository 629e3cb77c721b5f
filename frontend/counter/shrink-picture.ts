import type { ChangePictureRequest } from '../../shared/contract/pictures.ts';

export interface SmallPicture {
  readonly type: ChangePictureRequest['type'];
  /** Base64. */
  readonly data: string;
  /** For the preview: the content security policy allows no blob: or data: images. */
  readonly canvas: HTMLCanvasElement;
}

/** Pixels on the longer side. */
const maxSide = 800;
/** The API's limit. */
const maxBytes = 200 * 1024;
const qualities = [0.85, 0.7, 0.5, 0.3];

/**
 * Scales a photo down for the shop and drops its metadata, such as the location.
 * @returns undefined when the browser cannot read the file as a picture
 */
export async function shrinkPicture(file: Blob): Promise<SmallPicture | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const canvas = draw(bitmap);
  for (const quality of qualities) {
    const blob = await encode(canvas, quality);
    if (blob.size > maxBytes) continue;
    const type = blob.type as SmallPicture['type'];
    return { type, data: await toBase64(blob), canvas };
  }
  return undefined;
}

function draw(bitmap: ImageBitmap): HTMLCanvasElement {
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas.');
  // JPEG has no transparency: without this, transparent areas would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** Writes WebP, or JPEG in browsers that write PNG instead of WebP. */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  const webp = await toBlob(canvas, 'image/webp', quality);
  return webp.type === 'image/webp' ? webp : toBlob(canvas, 'image/jpeg', quality);
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture cannot be written.'))),
      type,
      quality,
    );
  });
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
