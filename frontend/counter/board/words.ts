import { language } from '../../components/language.ts';
import type { BoardWords } from './words/en.ts';

export const { words }: { words: BoardWords } =
  language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts');
