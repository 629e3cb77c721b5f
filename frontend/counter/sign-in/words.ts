import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { SignInWords } from './words/en.ts';

export const words: SignInWords = isolateWords<SignInWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
