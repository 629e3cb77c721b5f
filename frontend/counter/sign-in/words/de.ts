import type { SignInWords } from './en.ts';

export const words: SignInWords = {
  title: 'Die Theke',
  ended: 'Ihre Sitzung ist abgelaufen',
  endedText: (name) =>
    `Melden Sie sich wieder als ${name} an, und machen Sie weiter, wo Sie waren: Es ist nichts verloren. Wer sonst kommt, fängt neu an.`,
  name: 'Name',
  password: 'Passwort',
  signIn: 'Anmelden',
  refused: 'Name oder Passwort ist falsch.',
  refusedText: 'Bei Passwörtern zählt die Großschreibung. Die Leitung kann Ihnen ein neues geben.',
  throttled: 'Zu viele Versuche.',
  throttledText: 'Warten Sie einige Minuten, bevor Sie es wieder versuchen.',
  noAnswer: 'Der Server der Bäckerei antwortet nicht.',
  noAnswerText: 'Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
};
