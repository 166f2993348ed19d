import { describe, expect, it } from '@jest/globals';
import { approvalSchema } from '@mendline/contracts/policy-pack';
import { flagsOf, type WeighedPlan } from './approval.domain.js';

const plan = (change: Partial<WeighedPlan> = {}): WeighedPlan => ({ parts: [], inWarranty: true, currency: 'CNY', total: 0, ...change });
const matrix = approvalSchema.parse({ coreParts: ['MB-200'], limits: { CNY: 100_000 }, approve: ['core-component', 'total-above'], consent: ['out-of-warranty', 'core-component', 'total-above'] });
const core = [{ partNumber: 'MB-200', quantity: 1 }];

describe('the approval matrix', () => {
  it('[A8-3] asks a supervisor for a core component and for a high total, and keeps why', () => {
    expect(flagsOf(plan({ parts: core }), matrix)).toEqual({ approval: true, consent: true, approvalGrounds: ['core-component'], consentGrounds: ['core-component'] });
    expect(flagsOf(plan({ total: 100_001 }), matrix)).toMatchObject({ approval: true, approvalGrounds: ['total-above'] });
    expect(flagsOf(plan({ total: 100_000 }), matrix)).toMatchObject({ approval: false });
    expect(flagsOf(plan({ parts: [{ partNumber: 'MB-2', quantity: 9 }] }), matrix)).toEqual({ approval: false, consent: false, approvalGrounds: [], consentGrounds: [] });
  });

  it('[A8-3] has no room under a limit that nobody set for a currency', () => {
    expect(flagsOf(plan({ currency: 'NOK', total: 1 }), matrix)).toMatchObject({ approval: true, approvalGrounds: ['total-above'] });
    expect(flagsOf(plan({ currency: 'NOK', total: 0 }), matrix)).toMatchObject({ approval: false });
  });

  it('[A8-5] [C12] asks the customer for whatever he pays, in warranty as well as out of it', () => {
    expect(flagsOf(plan({ inWarranty: false }), matrix)).toMatchObject({ approval: false, consent: true, consentGrounds: ['out-of-warranty'] });
    expect(flagsOf(plan({ total: 1 }), matrix)).toMatchObject({ consent: true, consentGrounds: ['out-of-warranty'] });
  });

  it('[A8-4] [A8-6] asks the customer for parts, or always, where a pack says so', () => {
    expect(flagsOf(plan({ parts: core }), approvalSchema.parse({ consent: ['out-of-warranty', 'parts'] })).consentGrounds).toEqual(['parts']);
    expect(flagsOf(plan(), approvalSchema.parse({ consent: ['always'] })).consentGrounds).toEqual(['always']);
  });

  it('asks everybody while it is not known', () => {
    expect(flagsOf(plan(), null)).toEqual({ approval: true, consent: true, approvalGrounds: ['matrix-unknown'], consentGrounds: ['matrix-unknown'] });
  });
});
