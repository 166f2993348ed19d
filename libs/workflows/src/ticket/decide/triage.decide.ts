import type { Decider } from './decision.js';
import { refuse } from './decision.js';

/** The 15-minute review: accept (perhaps with another kind or urgency [A3-12]) or end the request with a reason. */
export const review: Decider<'review'> = (_state, { data }) => {
  if (data.decision === 'accept') {
    return { to: 'next', ...(data.kind && { kind: data.kind }), ...(data.priority && { priority: data.priority }) };
  }
  if (!data.reasonCode) return refuse('review.reason-missing');
  if (data.decision === 'duplicate-of') return data.duplicateOf ? { to: 'closed-duplicate' } : refuse('review.original-missing');
  return { to: data.decision === 'out-of-scope' ? 'closed-out-of-scope' : 'closed-invalid' };
};
