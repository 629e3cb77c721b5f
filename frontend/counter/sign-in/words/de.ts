import type { SignInWords } from './en.ts';

export const words: SignInWords = {
  title: 'Theke',
  ended: 'Ihre Sitzung ist abgelaufen',
  endedText: (name) =>
    `Melden Sie sich wieder als ${name} an, um weiterzumachen: Es ist nichts verloren. Für andere Personen beginnt eine leere Seite.`,
  name: 'Name',
  password: 'Passwort',
  signIn: 'Anmelden',
  refused: 'Name oder Passwort ist falsch.',
  refusedText:
    'Achten Sie auf Groß- und Kleinschreibung. Die Leitung kann Ihnen ein neues Passwort geben.',
  throttled: 'Zu viele Versuche.',
  throttledText: 'Warten Sie einige Minuten und versuchen Sie es dann noch einmal.',
  noAnswer: 'Der Server der Bäckerei antwortet nicht.',
  noAnswerText: 'Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
};
