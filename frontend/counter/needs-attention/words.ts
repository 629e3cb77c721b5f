import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { NeedsAttentionWords } from './words/en.ts';

export const words: NeedsAttentionWords = isolateWords<NeedsAttentionWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
