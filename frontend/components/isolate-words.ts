import { isolateForeign } from '../../shared/domain/readable-text.ts';

/**
 * Words into which a name in Arabic or Hebrew can be put without turning round the numbers beside it:
 * every text that is put into a sentence keeps its direction to itself.
 */
export function isolateWords<Words>(words: Words): Words {
  if (typeof words === 'function') {
    return ((...values: readonly unknown[]) =>
      (words as unknown as (...values: readonly unknown[]) => unknown)(
        ...values.map(isolateValue),
      )) as Words;
  }
  const isPlain = typeof words === 'object' && words !== null;
  if (!isPlain || Object.getPrototypeOf(words) !== Object.prototype) return words;
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, isolateWords<unknown>(value)]),
  ) as Words;
}

function isolateValue(value: unknown): unknown {
  if (typeof value === 'string') return isolateForeign(value);
  return Array.isArray(value) ? value.map(isolateValue) : value;
}
