import { isolateWords } from './isolate-words.ts';
import { language } from './language.ts';
import type { CommonWords } from './words/en.ts';

/** Shared words in the page's language. */
export const commonWords: CommonWords = isolateWords<CommonWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);

/** Translates a reason from the API into the page's language. Free text by staff stays unchanged. */
export function wordReason(reason: string): string {
  return commonWords.reasons[reason] ?? reason;
}
