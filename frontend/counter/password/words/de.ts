import type { PasswordWords } from './en.ts';

export const words: PasswordWords = {
  title: 'Ihr Passwort ändern',
  lead: 'In allen anderen Browsern werden Sie abgemeldet.',
  current: 'Bisheriges Passwort',
  next: 'Neues Passwort',
  rule: 'Mindestens 10 Zeichen. Ein paar Wörter sind leicht zu merken und schwer zu erraten.',
  show: 'Passwörter zeigen',
  change: 'Passwort ändern',
  changed: 'Ihr Passwort ist geändert.',
  refusals: {
    '/current_password': 'Das ist nicht Ihr bisheriges Passwort.',
    '/new_password': '10 bis 200 Zeichen.',
  },
};
