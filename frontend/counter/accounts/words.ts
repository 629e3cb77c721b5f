import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { AccountsWords } from './words/en.ts';

export const words: AccountsWords = isolateWords<AccountsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
