import { isolateForeign } from '../../shared/domain/readable-text.ts';

/**
 * Wraps every text argument of the words in direction isolates, so that a name in Arabic or Hebrew
 * does not reorder the sentence around it.
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
