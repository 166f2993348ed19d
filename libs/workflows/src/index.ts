export * from './archive/index.js';
export * from './calendar/index.js';
export * from './reconcile/index.js';
export * from './ticket/index.js';
