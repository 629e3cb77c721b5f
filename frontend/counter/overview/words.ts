import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { OverviewWords } from './words/en.ts';

export const words: OverviewWords = isolateWords<OverviewWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
