import { embeddedConfig } from './config.ts';

const before = process.env['API_PORT'];
afterEach(() => {
  if (before === undefined) delete process.env['API_PORT'];
  else process.env['API_PORT'] = before;
});

test.each(['3e3', '0x1f40', '8000.0', '-1', '+8000', '80 00', '٨٠٠٠', '65536', 'Infinity'])(
  'refuses the port %j and names its setting',
  (port) => {
    process.env['API_PORT'] = port;
    expect(() => embeddedConfig()).toThrow(/^The setting API_PORT must be a whole number/);
  },
);

test.each([
  ['8000', 8_000],
  ['08000', 8_000],
])('the port %j is %i', (port, number) => {
  process.env['API_PORT'] = port;
  expect(embeddedConfig().apiPort).toBe(number);
});
