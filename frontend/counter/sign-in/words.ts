import { language } from '../../components/language.ts';
import type { SignInWords } from './words/en.ts';

export const { words }: { words: SignInWords } =
  language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts');
