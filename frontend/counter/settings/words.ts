import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { SettingsWords } from './words/en.ts';

export const words: SettingsWords = isolateWords<SettingsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
