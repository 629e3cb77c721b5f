import { isolateWords } from './isolate-words.ts';
import { language } from './language.ts';
import type { CommonWords } from './words/en.ts';

/** The shared words in the page's language; the others are not loaded. */
export const commonWords: CommonWords = isolateWords<CommonWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);

/** A reason of the API in the page's language; what somebody wrote stays as it is. */
export function wordReason(reason: string): string {
  return commonWords.reasons[reason] ?? reason;
}
