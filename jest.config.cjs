const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const preset = require('./jest.preset.cjs');

const project = (name, testMatch, extra = {}) => ({ ...preset, displayName: name, testMatch, ...extra });

const wholeSystem = {
  globalSetup: '<rootDir>/tests/acceptance/world/start-the-system.ts',
  setupFilesAfterEnv: ['<rootDir>/tests/acceptance/world/timeouts.ts'],
  globalTeardown: '<rootDir>/tests/acceptance/world/stop-the-system.ts',
};

/** Acceptance tests that take a part of the system away cannot share it with others: they have two systems of their own, half of them each. */
const outages = readdirSync(join(__dirname, 'tests/acceptance'))
  .filter((file) => file.endsWith('.e2e-spec.ts'))
  .filter((file) =>
    /'\.\/world\/(links|restart)\.ts'/.test(readFileSync(join(__dirname, 'tests/acceptance', file), 'utf8')),
  )
  .map((file) => `<rootDir>/tests/acceptance/${file}`);

/** unit: no server. int: Postgres, NATS, Redis. acceptance, (more-)outages: the whole system, built and started. long: slow proofs.
 * interleavings: property specs of unit, with many more runs. chaos: a system of its own, whose parts are killed. */
module.exports = {
  // Waiting for an event costs what it takes; only what never comes is ended, on a slow machine too.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/testing/longest-first.cjs',
  projects: [
    project('unit', [
      '<rootDir>/{apps,libs}/**/*.spec.ts',
      '<rootDir>/tests/{workspace,properties,long/chaos}/*.spec.ts',
    ]),
    project('int', ['<rootDir>/{apps,libs}/**/*.int-spec.ts', '<rootDir>/tests/faults/*.int-spec.ts']),
    project('acceptance', ['<rootDir>/tests/acceptance/*.e2e-spec.ts'], {
      ...wholeSystem,
      testPathIgnorePatterns: [...preset.testPathIgnorePatterns, ...outages],
    }),
    ...['outages', 'more-outages'].map((name, half) =>
      project(
        name,
        outages.filter((_, n) => n % 2 === half),
        wholeSystem,
      ),
    ),
    project('interleavings', ['<rootDir>/libs/domain/incidents/src/*.property.spec.ts'], {
      setupFiles: ['<rootDir>/tests/long/more-interleavings.cjs'],
    }),
    project('long', ['<rootDir>/{apps,libs}/**/*.long-spec.ts', '<rootDir>/tests/long/*.long-spec.ts'], wholeSystem),
    project('chaos', ['<rootDir>/tests/long/chaos/*.long-spec.ts']),
  ],
};
