import { isolateWords } from '../components/isolate-words.ts';
import { language } from '../components/language.ts';
import type { CounterWords } from './words/en.ts';

/** Words of the whole counter; each view has its own words beside it. */
export const words: CounterWords = isolateWords<CounterWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
