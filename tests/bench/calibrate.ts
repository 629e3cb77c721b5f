import { createHash } from 'node:crypto';

const block = Buffer.alloc(1024 * 1024);
const blocks = 64;

/** How long a fixed piece of work takes now (milliseconds), so that a machine that slowed down is seen. */
export function calibrate(): number {
  const startedAt = performance.now();
  const hash = createHash('sha256');
  for (let i = 0; i < blocks; i++) hash.update(block);
  hash.digest();
  return performance.now() - startedAt;
}
