import { isolateWords } from '../isolate-words.ts';
import { language } from '../language.ts';
import type { OptionWords } from './words/en.ts';

/** The words for the choice of options. */
export const words: OptionWords = isolateWords<OptionWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
