/** Two projects: `unit` needs nothing; `real` shares one PostgreSQL and one Kafka, started by the global set-up. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2023',
        keepClassNames: true,
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
    },
  ],
};

const project = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: {
    '^@shutong/(notary|gateway|connector|audit|cli|standalone)$': '<rootDir>/apps/$1/src/index.ts',
    '^@shutong/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform,
};

export default {
  // Two cores may be shared with servers under test; a slow machine is no failure.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/closing-line.reporter.js'],
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [...project.testPathIgnorePatterns, '\\.real\\.spec\\.ts$'],
    },
    {
      ...project,
      displayName: 'real',
      testMatch: ['**/*.real.spec.ts'],
      globalSetup: '<rootDir>/test/servers/global-setup.ts',
      globalTeardown: '<rootDir>/test/servers/global-teardown.ts',
    },
  ],
};
