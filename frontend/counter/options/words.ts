import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { OptionsWords } from './words/en.ts';

export const words: OptionsWords = isolateWords<OptionsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
