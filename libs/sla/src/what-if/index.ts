export { whatIf, whatIfInPages } from './what-if.js';
export type { ClockFault, ClockMove, OpenClock, OpenTicket, ProposedChange, ProposedSpec, WhatIfProgress, WhatIfResult } from './what-if.types.js';
