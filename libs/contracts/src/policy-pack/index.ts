export * from './check.js';
export * from './duration.js';
export * from './schema.js';
