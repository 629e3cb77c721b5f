import { generate } from 'lean-qr';
import { html } from './html.ts';

/** Width of the quiet zone that scanners need, in modules. */
const rim = 4;

/** A QR code for screen and paper. @param label its accessible name */
export function qrCode(text: string, label: string) {
  const { size, dark } = drawModules(text);
  // Black on white also in dark mode: many scanners cannot read inverted codes.
  return html`<svg viewBox="0 0 ${size} ${size}" class="qr-code" role="img" aria-label=${label}>
    <path d="M0 0h${size}v${size}h-${size}z" fill="#fff"></path>
    <path d=${dark} fill="#000"></path>
  </svg>`;
}

/** @returns the path of the dark modules */
function drawModules(text: string) {
  const code = generate(text);
  const size = code.size + 2 * rim;
  let dark = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.get(x, y)) dark += `M${x + rim} ${y + rim}h1v1h-1z`;
    }
  }
  return { size, dark };
}
