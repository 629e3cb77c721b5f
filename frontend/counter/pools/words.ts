import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { PoolsWords } from './words/en.ts';

export const words: PoolsWords = isolateWords<PoolsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
