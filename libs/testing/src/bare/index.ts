export type * from './bare.activities.js';
export * from './bare.workers.js';
