export * from './escalations.check.js';
export * from './escalations.due.js';
export * from './operation.log.js';
export * from './recipient.js';
export * from './restore.check.js';
export * from './run.check.js';
export * from './ticket.check.js';
export * from './timeline.js';
