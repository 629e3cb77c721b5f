export const words = {
  title: 'Change your password',
  lead: 'It ends your sessions in all other browsers.',
  current: 'Current password',
  next: 'New password',
  rule: 'At least 10 characters. Length is what makes it hard to guess: a few words do well.',
  show: 'Show what I type',
  change: 'Change password',
  changed: 'Your password is changed.',
  refusals: {
    '/current_password': 'This is not your current password.',
    '/new_password': 'From 10 to 200 characters.',
  },
};

export type PasswordWords = typeof words;
