export const words = {
  counter: 'Counter',
  skip: 'Skip to what is shown',
  rooms: 'Views',
  demo: 'This is a demo: everybody knows the passwords. Before you open a bakery with it, set DEMO=off.',
  signOut: 'Sign out',
  roles: { baker: 'baker', manager: 'manager' },
  board: 'Orders',
  trouble: 'In trouble',
  notDone: 'That was not done',
  noAnswer: 'The bakery’s server does not answer. Try again in a moment.',
  tooMany: 'Too many attempts. Wait a few minutes before you try again.',
  ownPassword: 'Change your password',
  settings: 'Settings',
  dashboard: 'Figures',
  accounts: 'Accounts',
};

export type CounterWords = typeof words;
