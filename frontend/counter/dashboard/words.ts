import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { DashboardWords } from './words/en.ts';

export const words: DashboardWords = isolateWords<DashboardWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
