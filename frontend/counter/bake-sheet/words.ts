import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { BakeSheetWords } from './words/en.ts';

export const words: BakeSheetWords = isolateWords<BakeSheetWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
