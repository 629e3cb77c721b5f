export const words = {
  title: 'Counter',
  ended: 'Your session has ended',
  endedText: (name: string) =>
    `Sign in again as ${name} to go on: nothing is lost. Another person starts with an empty page.`,
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  refused: 'Wrong name or password.',
  refusedText: 'Passwords are case-sensitive. A manager can give you a new one.',
  throttled: 'Too many attempts.',
  throttledText: 'Wait a few minutes, then try again.',
  noAnswer: 'The bakery’s server does not answer.',
  noAnswerText: 'Check the connection and try again.',
};

export type SignInWords = typeof words;
