import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { PasswordWords } from './words/en.ts';

export const words: PasswordWords = isolateWords<PasswordWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
