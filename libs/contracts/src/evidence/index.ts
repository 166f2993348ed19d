export * from './file-evidence.js';
