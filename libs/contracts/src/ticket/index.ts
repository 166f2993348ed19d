export * from './command.js';
export * from './flow.js';
export * from './messages.js';
export * from './role.js';
export * from './route.js';
export * from './stages.js';
export * from './status.js';
