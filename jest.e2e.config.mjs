import { preset } from './jest.preset.mjs';

const specs = { ...preset, rootDir: '.', testTimeout: 300_000 };

/**
 * Specs against a whole system; `npm test` starts it and says by GATEWAY_URL and its like where it is. Those directly in e2e/test look at
 * their own tickets alone and run side by side; those in the folders below have the system for themselves.
 */
export default {
  testTimeout: 300_000,
  projects: [
    { ...specs, displayName: 'side-by-side', testMatch: ['<rootDir>/e2e/test/*.e2e-spec.ts'] },
    { ...specs, displayName: 'alone', testMatch: ['<rootDir>/e2e/test/*/*.e2e-spec.ts'] },
  ],
};
