import { describe, expect, it } from '@jest/globals';
import { takeSystemOptions, UsageError } from './arguments.js';

describe('takeSystemOptions', () => {
  it('moves data folder and offset into the environment and leaves the rest in order', () => {
    const env: NodeJS.ProcessEnv = {};
    const rest = takeSystemOptions(['demo', '--offset', '100', '--tickets', '20', '--data-dir=/x', '--json', 'file.csv'], env);
    expect(rest).toEqual(['demo', '--tickets', '20', '--json', 'file.csv']);
    expect(env).toEqual({ MENDLINE_PORT_OFFSET: '100', MENDLINE_DATA_DIR: '/x' });
  });

  it('asks for a missing value', () => {
    expect(() => takeSystemOptions(['serve', '--offset'], {})).toThrow(UsageError);
  });
});
