import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { NewOrderWords } from './words/en.ts';

export const words: NewOrderWords = isolateWords<NewOrderWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
