import { generate } from 'lean-qr';

const svg = 'http://www.w3.org/2000/svg';

/** A scanner does not find a code without a white rim of so many modules. */
const rim = 4;

/** A code to be scanned from a screen or from paper. @param label what it is, for those who do not see it */
export function createQrCode(text: string, label: string): SVGSVGElement {
  const code = generate(text);
  const size = code.size + 2 * rim;
  let dark = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) dark += `M${x + rim} ${y + rim}h1v1h-1z`;
    }
  }
  const image = document.createElementNS(svg, 'svg');
  image.setAttribute('viewBox', `0 0 ${size} ${size}`);
  image.setAttribute('class', 'qr-code');
  image.setAttribute('role', 'img');
  image.setAttribute('aria-label', label);
  // Black on white whatever the colours of the page: many scanners read nothing else.
  image.append(createPath(`M0 0h${size}v${size}h-${size}z`, '#fff'), createPath(dark, '#000'));
  return image;
}

function createPath(data: string, fill: string): SVGPathElement {
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', data);
  path.setAttribute('fill', fill);
  return path;
}
