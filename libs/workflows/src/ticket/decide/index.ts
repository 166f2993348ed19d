export { accusedOf } from './complaint.decide.js';
export { decide } from './decide.js';
export { isRefusal } from './decision.js';
export type { Decision, OwnerPart, Transition } from './decision.js';
