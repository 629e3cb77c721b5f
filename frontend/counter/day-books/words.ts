import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { DayBooksWords } from './words/en.ts';

export const words: DayBooksWords = isolateWords<DayBooksWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
