/**
 * One jest configuration for every project: ESM TypeScript by swc, project sources instead of built output.
 * Unit specs are *.spec.ts; specs that need real engines are *.int-spec.ts and run by their own command.
 */
const esmOnlyInterop = new URL('./libs/testing/shims/content-disposition.cjs', import.meta.url).pathname;

// Specs name instants and zones exactly: they pass in a zone with half hours as in any other. `TZ=UTC npm test` chooses one.
process.env['TZ'] ??= 'America/St_Johns';

export const preset = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@mendline/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^content-disposition$': esmOnlyInterop },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
