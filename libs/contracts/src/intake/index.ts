export * from './activities.js';
export * from './archive.js';
