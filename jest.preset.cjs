/** One transform for every project: the sources are ESM, jest runs them as CommonJS (see docs/adr/0004). */
const esmPackages = [
  '@nestjs',
  'cookie',
  'light-my-request/node_modules/cookie',
  'ulid',
  'content-disposition',
  'range-parser',
  '@fastify/cookie',
];

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/dist/', '/node_modules/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`],
  moduleNameMapper: {
    // its modules name one another without an extension, which Node does not read: this is the same in one file
    '^adaptivecards$': '<rootDir>/node_modules/adaptivecards/dist/adaptivecards.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@ringdown/platform-timers/bullmq$': '<rootDir>/libs/platform/timers/src/timers.ts',
    '^@ringdown/(domain|platform)-([^/]+)$': '<rootDir>/libs/$1/$2/src/index.ts',
    '^@ringdown/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
};
