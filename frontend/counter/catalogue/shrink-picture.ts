import type { ChangePictureRequest } from '../../../shared/contract/pictures.ts';

export interface SmallPicture {
  readonly type: ChangePictureRequest['type'];
  /** In base64. */
  readonly data: string;
  /** To be looked at: no address of a picture that is not sent yet is allowed on our pages. */
  readonly canvas: HTMLCanvasElement;
}

/** Pixels of the longer side. */
const maxSide = 800;
/** What the bakery takes. */
const maxBytes = 200 * 1024;
const qualities = [0.85, 0.7, 0.5, 0.3];

/**
 * Makes a photo as small as a shop needs it, and forgets what else is in the file, like where it was
 * taken.
 * @returns undefined when this browser does not know the file as a picture
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
  if (!context) throw new Error('This browser cannot draw.');
  // JPEG has no transparency, and would make it black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** WebP, or JPEG where the browser writes no WebP and would make a PNG of it. */
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
