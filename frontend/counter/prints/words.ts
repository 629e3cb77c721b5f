import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { PrintsWords } from './words/en.ts';

export const words: PrintsWords = isolateWords<PrintsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
