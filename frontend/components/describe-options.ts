import { type LineOption, nameChoice } from '../../shared/domain/line-options.ts';
import { commonWords } from './words.ts';

/** "Large · Vanilla · “Emma”": the choices of a line, and what the customer wrote. */
export function describeOptions(options: readonly LineOption[]): string {
  return options
    .map((option) =>
      option.texts.length === 0
        ? nameChoice(option)
        : option.texts.map((text) => commonWords.quoted(text)).join(', '),
    )
    .join('\u00a0· ');
}
