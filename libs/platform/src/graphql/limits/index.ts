export * from './document.limits.js';
