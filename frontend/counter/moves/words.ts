import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { MovesWords } from './words/en.ts';

export const words: MovesWords = isolateWords<MovesWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
