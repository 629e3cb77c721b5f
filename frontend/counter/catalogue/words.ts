import { language } from '../../components/language.ts';
import type { CatalogueWords } from './words/en.ts';

export const { words }: { words: CatalogueWords } =
  language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts');
