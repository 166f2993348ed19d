import type { Decider } from './decision.js';
import { refuse } from './decision.js';

/**
 * The 15-minute review: accept (perhaps with another kind or urgency [A3-12]) or end the request with a reason. Where the other kind's
 * route has no review, the ticket stands where its tickets begin.
 */
export const review: Decider<'review'> = (state, { data }) => {
  if (data.decision === 'accept') {
    const { kind, priority, route, queueFirst = false } = data;
    return {
      to: route && !route.includes('reviewed') ? 'same' : 'next',
      ...(kind && { kind }), ...(route && { rules: { route, queueFirst } }), ...(priority && { priority }),
    };
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
