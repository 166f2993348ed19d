export * from './reconcile/index.js';
export * from './ticket/index.js';
