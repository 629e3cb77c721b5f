import { language } from '../../components/language.ts';
import type { DashboardWords } from './words/en.ts';

export const { words }: { words: DashboardWords } =
  language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts');
