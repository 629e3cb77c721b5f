import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { PlanWords } from './words/en.ts';

export const words: PlanWords = isolateWords<PlanWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
