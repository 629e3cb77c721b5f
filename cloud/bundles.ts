/**
 * Prints the size and the parts of each function's bundle: `npm run bundles`, or `npm run bundles
 * -- get-order` for one function with all its parts.
 */
import { parseArgs } from 'node:util';
import { examineFunctions } from '../build/functions.ts';

export interface Bundle {
  /** The function's folder. */
  readonly name: string;
  readonly bytes: number;
  /** Bytes by package, largest first; `ours` is the project's own code. */
  readonly parts: ReadonlyMap<string, number>;
}

/** The functions as built for the cloud, the largest first. */
export async function weighBundles(): Promise<Bundle[]> {
  const { outputs } = await examineFunctions('sqs');
  return Object.entries(outputs)
    .filter(([path]) => path.endsWith('.mjs'))
    .map(([path, { bytes, inputs }]) => ({
      name: /functions\/([^/]+)\//.exec(path)?.[1] ?? path,
      bytes,
      parts: sumByPackage(inputs),
    }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

function sumByPackage(inputs: Readonly<Record<string, { bytesInOutput: number }>>) {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    if (bytesInOutput === 0) continue;
    const part = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'ours';
    sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
  }
  return new Map([...sums].toSorted(([, a], [, b]) => b - a));
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
  for (const { name, bytes, parts } of await weighBundles()) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const shown = [...parts].slice(0, positionals.length > 0 ? undefined : 4);
    const list = shown.map(([part, weight]) => `${part} ${kilobytes(weight).trim()}`);
    process.stdout.write(`${kilobytes(bytes)}  ${name.padEnd(22)} ${list.join(', ')}\n`);
  }
}
