import { describe, expect, it } from '@jest/globals';
import { approvalSchema } from './approval.js';

describe('the approval matrix of a pack', () => {
  it('[A8-3] [A8-5] asks a supervisor for core components and the customer for what he pays, where a pack says nothing', () => {
    expect(approvalSchema.parse({})).toEqual({ coreParts: [], limits: {}, approve: ['core-component'], consent: ['out-of-warranty', 'core-component'] });
  });

  it.each([
    ['a limit below zero', { limits: { CNY: -1 } }],
    ['a limit in parts of a minor unit', { limits: { CNY: 0.5 } }],
    ['a currency that is none', { limits: { yuan: 1 } }],
    ['an unknown ground', { approve: ['moon-phase'] }],
    ['a part number with a space', { coreParts: ['MB 200'] }],
    ['an unknown key', { approvers: [] }],
  ])('takes no %s', (_, content) => {
    expect(approvalSchema.safeParse(content).success).toBe(false);
  });
});
