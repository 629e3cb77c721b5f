import { scryptSync } from 'node:crypto';
import { isPassword } from './password.ts';

const key = scryptSync('bread', 'salt', 32, { N: 32, r: 8, p: 1 }).toString('base64');
const hash = `$scrypt$ln=5,r=8,p=1$${btoa('salt')}$${key}`;

test('checks passwords of known devices before earlier passwords of unknown devices', async () => {
  const served: string[] = [];
  const ask = async (person: string, turn: 'first' | 'last') => {
    expect(await isPassword('bread', hash, turn)).toBe(true);
    served.push(person);
  };
  await Promise.all([
    ask('stranger 1', 'last'),
    ask('stranger 2', 'last'),
    ask('stranger 3', 'last'),
    ask('owner', 'first'),
    ask('baker', 'first'),
  ]);
  expect(served).toEqual(['stranger 1', 'owner', 'baker', 'stranger 2', 'stranger 3']);
});

test('refuses a request when its queue is full, and continues afterwards', async () => {
  const ask = (turn: 'first' | 'last') => isPassword('bread', hash, turn);
  const strangers = Array.from({ length: 20 }, () => ask('last'));
  const owner = ask('first');
  const outcomes = await Promise.allSettled(strangers);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
  expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'too-many-sign-ins' } });
  expect(await owner).toBe(true);
  expect(await ask('last')).toBe(true);
});
