export * from './approval.js';
export * from './check.js';
export * from './clock.js';
export * from './duration.js';
export type { PackProblem } from './problem.js';
export * from './quality.js';
export * from './schema.js';
export * from './warranty.js';
