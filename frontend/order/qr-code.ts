import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Dark on light in every colour scheme, with the quiet edge that cameras need. */
export function createQrCode(text: string, label: string): SVGElement {
  const code = generate(text);
  const edge = 3;
  const size = code.size + 2 * edge;
  const picture = document.createElementNS(svgNamespace, 'svg');
  picture.setAttribute('class', 'qr-code');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', label);
  picture.setAttribute('viewBox', `${-edge} ${-edge} ${size} ${size}`);
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', toSvgPath(code));
  picture.append(path);
  return picture;
}
