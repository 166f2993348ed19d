import { preset } from './jest.preset.mjs';

/** Specs against a whole system; `npm test` starts it and says by GATEWAY_URL and its like where it is. */
export default {
  ...preset,
  rootDir: '.',
  testMatch: ['<rootDir>/e2e/test/**/*.e2e-spec.ts'],
  testTimeout: 300_000,
};
