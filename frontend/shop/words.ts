import { isolateWords } from '../components/isolate-words.ts';
import { language } from '../components/language.ts';
import type { ShopWords } from './words/en.ts';

/** The shop's words in the page's language. */
export const words: ShopWords = isolateWords<ShopWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
