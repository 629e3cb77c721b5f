import type { PasswordWords } from './en.ts';

export const words: PasswordWords = {
  title: 'Ihr Passwort ändern',
  lead: 'In allen anderen Browsern werden Sie damit abgemeldet.',
  current: 'Bisheriges Passwort',
  next: 'Neues Passwort',
  rule: 'Mindestens 10 Zeichen. Schwer zu erraten macht es die Länge: Nehmen Sie ein paar Wörter.',
  show: 'Zeigen, was ich tippe',
  change: 'Passwort ändern',
  changed: 'Ihr Passwort ist geändert.',
  refusals: {
    '/current_password': 'Das ist nicht Ihr bisheriges Passwort.',
    '/new_password': '10 bis 200 Zeichen.',
  },
};
