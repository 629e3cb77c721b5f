import { isolateWords } from '../components/isolate-words.ts';
import { language } from '../components/language.ts';
import type { CounterWords } from './words/en.ts';

/** The words of the counter as a whole; each view has words of its own beside it. */
export const words: CounterWords = isolateWords<CounterWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
