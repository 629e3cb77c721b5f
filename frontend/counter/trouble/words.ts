import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { TroubleWords } from './words/en.ts';

export const words: TroubleWords = isolateWords<TroubleWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
