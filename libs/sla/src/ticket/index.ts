export { clocksOf } from './ticket.course.js';
export type { ClockInstance, PolicyVersion, TargetRule, TicketChange, TicketEvent, TicketFacts } from './ticket.types.js';
