import { language } from '../../components/language.ts';
import type { BakeSheetWords } from './words/en.ts';

export const { words }: { words: BakeSheetWords } =
  language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts');
