import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { BoardWords } from './words/en.ts';

export const words: BoardWords = isolateWords<BoardWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
