import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { CatalogueWords } from './words/en.ts';

export const words: CatalogueWords = isolateWords<CatalogueWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
