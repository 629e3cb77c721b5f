import { createHash } from 'node:crypto';

const block = Buffer.alloc(1024 * 1024);
const blocks = 64;

/** The duration of a fixed task (milliseconds), which reveals a slower machine. */
export function calibrate(): number {
  const startedAt = performance.now();
  const hash = createHash('sha256');
  for (let i = 0; i < blocks; i++) hash.update(block);
  hash.digest();
  return performance.now() - startedAt;
}
