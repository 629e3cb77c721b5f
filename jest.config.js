/** @type {import('jest').Config} */
export default {
  testEnvironment: './tests/support/environment.ts',
  globalSetup: './tests/support/global-setup.ts',
  globalTeardown: './tests/support/global-teardown.ts',
  reporters: ['default', './tests/support/reporter.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist\\..*/', '/.data/'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/dist\\..*/',
    '<rootDir>/.data/',
    '<rootDir>/.serverless/',
  ],
  // *.test.ts: pure or with a database. *.e2e.ts: with a browser, a whole stack, or the packaged service.
  testMatch: ['**/*.test.ts', '**/*.e2e.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Nothing to transform: Node strips the types, here as everywhere else.
  transform: {},
  // Two cores: a third worker only makes the others wait.
  maxWorkers: 2,
  // Generous, because it only ends what hangs: a busy machine takes several times as long.
  testTimeout: 120_000,
};
