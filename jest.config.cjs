const preset = require('./jest.preset.cjs');

/** unit: no server. int: Postgres, NATS, Redis. acceptance: the whole system, built and started. long: slow proofs. */
const project = (name, testMatch, extra = {}) => ({ ...preset, displayName: name, testMatch, ...extra });

module.exports = {
  projects: [
    project('unit', ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/tests/{workspace,properties}/*.spec.ts']),
    project('int', ['<rootDir>/{apps,libs}/**/*.int-spec.ts']),
    project('acceptance', ['<rootDir>/tests/acceptance/*.e2e-spec.ts'], {
      globalSetup: '<rootDir>/tests/acceptance/world/start-the-system.ts',
      setupFilesAfterEnv: ['<rootDir>/tests/acceptance/world/patience.ts'],
      globalTeardown: '<rootDir>/tests/acceptance/world/stop-the-system.ts',
    }),
    project('long', ['<rootDir>/{apps,libs}/**/*.long-spec.ts', '<rootDir>/tests/long/*.long-spec.ts'], {
      globalSetup: '<rootDir>/tests/acceptance/world/start-the-system.ts',
      setupFilesAfterEnv: ['<rootDir>/tests/acceptance/world/patience.ts'],
      globalTeardown: '<rootDir>/tests/acceptance/world/stop-the-system.ts',
    }),
  ],
};
