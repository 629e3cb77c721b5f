import type { Locator } from 'playwright-core';
import decodeQR from 'qr/decode.js';

/** The text that a scanner reads from a code on the page. */
export async function scanQrCode(code: Locator): Promise<string> {
  const [, , size] = ((await code.getAttribute('viewBox')) ?? '').split(' ').map(Number);
  const squares = (await code.locator('path').last().getAttribute('d')) ?? '';
  const scale = 4;
  const width = (size ?? 0) * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of squares.matchAll(/M(\d+) (\d+)/g)) {
    for (let dy = 0; dy < scale; dy++) {
      const start = ((Number(y) * scale + dy) * width + Number(x) * scale) * 4;
      for (let at = start; at < start + scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return decodeQR({ width, height: width, data });
}
