import type { Decider } from './decision.js';
import { refuse } from './decision.js';

/** The 15-minute review: accept (perhaps with another kind or urgency [A3-12]) or end the request with a reason. */
export const review: Decider<'review'> = (state, { data }) => {
  if (data.decision === 'accept') {
    return { to: 'next', ...(data.kind && { kind: data.kind }), ...(data.priority && { priority: data.priority }) };
  }
  if (!data.reasonCode) return refuse('review.reason-missing');
  switch (data.decision) {
    case 'duplicate-of':
      if (data.duplicateOf === state.ticketId) return refuse('link.to-itself');
      return data.duplicateOf ? { to: 'closed-duplicate' } : refuse('review.original-missing');
    case 'out-of-scope':
      return { to: 'closed-out-of-scope' };
    case 'invalid':
      return { to: 'closed-invalid' };
  }
};
