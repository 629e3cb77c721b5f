import { isolateWords } from '../components/isolate-words.ts';
import { language } from '../components/language.ts';
import type { OrderWords } from './words/en.ts';

/** The words of the order page in the page's language. */
export const words: OrderWords = isolateWords<OrderWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
