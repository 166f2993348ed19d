export * from './ids.js';
export * from './uuidv7.js';
