/** Options of all projects. */
const shared = {
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/dist\\..*/',
    '<rootDir>/.data/',
    '<rootDir>/.serverless/',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist\\..*/', '/.data/'],
  extensionsToTreatAsEsm: ['.ts'],
  // No transform: Node strips the types.
  transform: {},
};

/** Tests with PostgreSQL, RabbitMQ and the bundles, which the set-up starts and builds once for both projects. */
const withServers = {
  ...shared,
  testEnvironment: './tests/support/environment.ts',
  globalSetup: './tests/support/global-setup.ts',
  globalTeardown: './tests/support/global-teardown.ts',
};

/** Tests of modules that need only Node. */
const pure = [
  '**/docs/*.test.ts',
  '**/frontend/**/*.test.ts',
  '**/local/containers/{compose-files,nginx}.test.ts',
  '**/local/event-sources/jitter.test.ts',
  '**/functions/import-catalogue/read-files.test.ts',
  '**/functions/export-data/round-trip.test.ts',
  '**/shared/{contract,domain,phone,security}/*.test.ts',
  '**/shared/*.test.ts',
  '**/shared/db/expand-only.test.ts',
  '**/shared/http/problem.test.ts',
  '**/tests/bench/*.test.ts',
  '**/tests/faults/answers.test.ts',
  '**/tests/release/package/lockfile.test.ts',
];

/** @type {import('jest').Config} */
export default {
  reporters: ['default', './tests/support/reporter.ts'],
  // Tests wait for servers and browsers, so two workers leave a part of two cores idle.
  maxWorkers: 3,
  // Only a hanging test should reach this timeout. A busy machine takes several times as long as usual.
  testTimeout: 120_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: pure },
    {
      ...withServers,
      displayName: 'int',
      testMatch: ['**/*.test.ts', ...pure.map((pattern) => `!${pattern}`)],
    },
    // With a browser, a whole stack, or the packaged service.
    { ...withServers, displayName: 'e2e', testMatch: ['**/*.e2e.ts'] },
  ],
};
