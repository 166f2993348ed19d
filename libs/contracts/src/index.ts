export * from './errors/index.js';
export * from './ids/index.js';
