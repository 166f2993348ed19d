import { preset } from './jest.preset.mjs';

/** Specs on real engines; `npm test` starts the engines and says by TEST_* and TIME_SKIPPING_SERVER where they are. */
export default {
  ...preset,
  rootDir: '.',
  testMatch: ['<rootDir>/{apps,libs}/*/test/**/*.int-spec.ts', '<rootDir>/infra/local/test/**/*.int-spec.ts'],
  testTimeout: 60_000,
};
