import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { StockWords } from './words/en.ts';

export const words: StockWords = isolateWords<StockWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
