import type { CounterWords } from './en.ts';

export const words: CounterWords = {
  counter: 'Theke',
  skip: 'Zum Inhalt springen',
  rooms: 'Ansichten',
  demo: 'Das ist eine Vorführung: Alle kennen die Passwörter. Setzen Sie DEMO=off, bevor Sie damit eine Bäckerei eröffnen.',
  signOut: 'Abmelden',
  roles: { baker: 'Backstube', manager: 'Leitung' },
  board: 'Bestellungen',
  trouble: 'Hängt fest',
  notDone: 'Das hat nicht geklappt',
  noAnswer: 'Der Server der Bäckerei antwortet nicht. Versuchen Sie es gleich noch einmal.',
  tooMany: 'Zu viele Versuche. Warten Sie einige Minuten, bevor Sie es wieder versuchen.',
  ownPassword: 'Ihr Passwort ändern',
  settings: 'Einstellungen',
  dashboard: 'Zahlen',
  accounts: 'Konten',
};
