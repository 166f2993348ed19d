export * from './client-error.js';
export * from './error.categories.js';
export * from './message.catalogue.js';
