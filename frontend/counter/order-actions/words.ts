import { isolateWords } from '../../components/isolate-words.ts';
import { language } from '../../components/language.ts';
import type { OrderActionsWords } from './words/en.ts';

export const words: OrderActionsWords = isolateWords<OrderActionsWords>(
  (language === 'de' ? await import('./words/de.ts') : await import('./words/en.ts')).words,
);
